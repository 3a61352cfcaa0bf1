/// What is to be sourced: the demand, and what each warehouse can give.
package struct SourcingProblem: Sendable, Equatable {
    /// One line of the demand. Lines of one SKU are merged; the units go back to them in the order of `line`.
    package struct Line: Sendable, Equatable {
        /// The caller's index of the line. Ties between plans are decided in its order.
        package let line: Int
        package let sku: Int32
        package let units: Int64
        package let gramsPerUnit: Int64
        /// 1 if sold loose, otherwise the units of a case: what a warehouse has free is rounded down to whole cases.
        package let packUnits: Int64

        package init(line: Int, sku: Int32, units: Int64, gramsPerUnit: Int64, packUnits: Int64 = 1) {
            self.line = line
            self.sku = sku
            self.units = units
            self.gramsPerUnit = gramsPerUnit
            self.packUnits = packUnits
        }
    }

    /// A warehouse. Its general stock is in `generalTier`, its pool stock in tier `pool`; both leave in one shipment.
    package struct Source: Sendable, Equatable {
        /// The caller's key, given back as it is.
        package let warehouse: Int32
        /// Decides ties: the lower code goes first.
        package let code: String
        package let distanceMetres: Int64
        /// Whether this buyer may be served from here at all.
        package let eligible: Bool
        /// `hq`, `region`, `otherRegions` or `own`.
        package let generalTier: SourcingTier

        package init(warehouse: Int32, code: String, distanceMetres: Int64, eligible: Bool = true, generalTier: SourcingTier) {
            self.warehouse = warehouse
            self.code = code
            self.distanceMetres = distanceMetres
            self.eligible = eligible
            self.generalTier = generalTier
        }
    }

    package let lines: [Line]
    package let sources: [Source]
    /// The distinct SKUs of `lines`, in order of first appearance.
    package let skus: [Int32]
    /// Free general units: `general[source * skus.count + k]`. Below zero counts as none.
    package let general: [Int64]
    /// Units this buyer may still draw from the pool, in the same shape.
    package let pool: [Int64]

    /// `general` and `pool` hold `sources.count * skus.count` numbers each; anything else is a programmer's mistake.
    package init(lines: [Line], sources: [Source], skus: [Int32], general: [Int64], pool: [Int64]) {
        precondition(general.count == sources.count * skus.count && pool.count == general.count, "One cell per source and SKU")
        self.lines = lines
        self.sources = sources
        self.skus = skus
        self.general = general
        self.pool = pool
    }
}
