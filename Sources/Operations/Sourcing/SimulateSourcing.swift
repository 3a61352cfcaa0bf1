package import Commerce

/// A what-if: everything the engine needs is in it, so no warehouse, SKU or policy of it needs to exist. Nothing is read or reserved.
package struct SourcingSimulation: Sendable {
    package struct Line: Sendable {
        package let sku: Code
        package let units: Int64
        package let gramsPerUnit: Int64

        package init(sku: Code, units: Int64, gramsPerUnit: Int64) {
            self.sku = sku
            self.units = units
            self.gramsPerUnit = gramsPerUnit
        }
    }

    package struct Stock: Sendable {
        package let sku: Code
        package let general: Int64
        package let pool: Int64

        package init(sku: Code, general: Int64, pool: Int64) {
            self.sku = sku
            self.general = general
            self.pool = pool
        }
    }

    package struct Warehouse: Sendable {
        package let code: Code
        /// Of its general stock.
        package let tier: SourcingTier
        package let distance: Distance
        package let stock: [Stock]

        package init(code: Code, tier: SourcingTier, distance: Distance, stock: [Stock]) {
            self.code = code
            self.tier = tier
            self.distance = distance
            self.stock = stock
        }
    }

    package enum Distance: Sendable {
        /// Taken as it is.
        case metres(Int64)
        /// Great circle × the policy's road factor, from the simulation's `shipTo`.
        case from(SpherePoint)
    }

    package static let maxLines = 200
    package static let maxWarehouses = 100

    package let shipTo: SpherePoint?
    package let policy: SourcingPolicy
    package let lines: [Line]
    package let warehouses: [Warehouse]
    /// The distinct SKUs of the lines, in order of appearance: a plan's SKU keys are places in it, its warehouse keys places in `warehouses`.
    package let skus: [Code]

    /// - Throws: a `Reason` (422) with every fault: a warehouse or a warehouse's SKU named twice, one SKU with two weights, pool stock
    ///   outside headquarters, a place to measure from without one to measure to.
    package init(shipTo: SpherePoint?, policy: SourcingPolicy, lines: [Line], warehouses: [Warehouse]) throws {
        self.shipTo = shipTo
        self.policy = policy
        self.lines = lines
        self.warehouses = warehouses
        var seen: Set<Code> = []
        skus = lines.map(\.sku).filter { seen.insert($0).inserted }
        if let reason = Reason.invalid(faults) { throw reason }
    }

    private var faults: [Fault] {
        var faults: [Fault] = []
        var grams: [Code: Int64] = [:]
        for (index, line) in lines.enumerated() {
            if let first = grams[line.sku], first != line.gramsPerUnit {
                faults.append(Fault("/lines/\(index)/gramsPerUnit", "DIFFERENT_GRAMS", "An earlier line has another weight for \(line.sku)."))
            }
            grams[line.sku] = grams[line.sku] ?? line.gramsPerUnit
        }
        var seen: Set<Code> = []
        for (index, warehouse) in warehouses.enumerated() {
            if !seen.insert(warehouse.code).inserted {
                faults.append(Fault("/warehouses/\(index)/code", "DUPLICATE_WAREHOUSE", "\(warehouse.code) is named before."))
            }
            var skus: Set<Code> = []
            for (place, stock) in warehouse.stock.enumerated() {
                let pointer = "/warehouses/\(index)/stock/\(place)"
                if !skus.insert(stock.sku).inserted {
                    faults.append(Fault(pointer + "/sku", "DUPLICATE_SKU", "\(stock.sku) is named before."))
                }
            }
        }
        if shipTo == nil, warehouses.contains(where: { if case .from = $0.distance { true } else { false } }) {
            faults.append(Fault("/shipTo", "MISSING", "Without it there is nowhere to measure distances to."))
        }
        return faults
    }

    /// Plans as if `allowPartial` were true: what can't be had is a shortfall of the plan.
    /// - Throws: `SourcingRefusal.overflow` when the costs can't be counted.
    func plan() throws(SourcingRefusal) -> SourcingPlan {
        let columns = Dictionary(uniqueKeysWithValues: zip(skus, skus.indices))
        var general = [Int64](repeating: 0, count: warehouses.count * columns.count)
        var pool = general
        for (row, warehouse) in warehouses.enumerated() {
            for stock in warehouse.stock {
                guard let column = columns[stock.sku] else { continue }
                general[row * columns.count + column] = stock.general
                pool[row * columns.count + column] = stock.pool
            }
        }
        let problem = SourcingProblem(
            lines: lines.enumerated().map { index, line in
                SourcingProblem.Line(
                    line: index, sku: Int32(columns[line.sku] ?? 0), units: line.units, gramsPerUnit: line.gramsPerUnit, packUnits: 1)
            },
            sources: warehouses.enumerated().map { index, warehouse in
                SourcingProblem.Source(
                    warehouse: Int32(index), code: warehouse.code.text, distanceMetres: metres(warehouse.distance), eligible: true,
                    generalTier: warehouse.tier)
            },
            skus: skus.indices.map { Int32($0) }, general: general, pool: pool)
        return try Sourcing.plan(problem, under: policy)
    }

    private func metres(_ distance: Distance) -> Int64 {
        switch distance {
        case .metres(let metres): metres
        case .from(let place): place.roadMetres(to: shipTo ?? place, roadFactorBps: policy.roadFactorBps)
        }
    }
}
