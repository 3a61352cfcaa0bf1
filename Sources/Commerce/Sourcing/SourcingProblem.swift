/// An order's demand and what each warehouse can give, as flat arrays.
package struct SourcingProblem: Sendable, Equatable {
    package struct Line: Sendable, Equatable {
        /// The caller's line index.
        package let line: Int
        package let sku: Int32
        package let units: Int64
        package let gramsPerUnit: Int64
        /// Units move in multiples of it: 1 when sold loose, otherwise a case.
        package let packUnits: Int64

        package init(line: Int, sku: Int32, units: Int64, gramsPerUnit: Int64, packUnits: Int64) {
            self.line = line
            self.sku = sku
            self.units = units
            self.gramsPerUnit = gramsPerUnit
            self.packUnits = packUnits
        }
    }

    package struct Source: Sendable, Equatable {
        /// The caller's key; nothing is read from it.
        package let warehouse: Int32
        /// Decides between equals.
        package let code: String
        package let distanceMetres: Int64
        /// False: it is only listed so that the trace can say `notEligible`.
        package let eligible: Bool
        /// The tier of its general stock: `hq`, `region`, `otherRegions` or `own`.
        package let generalTier: SourcingTier

        package init(warehouse: Int32, code: String, distanceMetres: Int64, eligible: Bool, generalTier: SourcingTier) {
            self.warehouse = warehouse
            self.code = code
            self.distanceMetres = distanceMetres
            self.eligible = eligible
            self.generalTier = generalTier
        }
    }

    package let lines: [Line]
    package let sources: [Source]
    /// The distinct SKUs of the lines, in order of first appearance.
    package let skus: [Int32]
    /// Free units by `source × skus.count + sku`.
    package let general: [Int64]
    package let pool: [Int64]

    package init(lines: [Line], sources: [Source], skus: [Int32], general: [Int64], pool: [Int64]) {
        self.lines = lines
        self.sources = sources
        self.skus = skus
        self.general = general
        self.pool = pool
    }
}
