extension SourcingPlan {
    /// Everything one warehouse sends for this order.
    package struct Shipment: Sendable, Equatable {
        /// Index into the problem's `sources`.
        package let source: Int
        package let warehouse: Int32
        package let distanceMetres: Int64
        package let costNanoFen: Int64
        /// `costNanoFen` in fen, rounded up.
        package let costFen: Int64
        /// Handling plus the road at the policy's speed, rounded up: from the order's placing to its arrival.
        package let promisedMinutes: Int64
        /// In line order, general before pool.
        package let lines: [Allocation]

        package init(
            source: Int, warehouse: Int32, distanceMetres: Int64, costNanoFen: Int64, costFen: Int64, promisedMinutes: Int64,
            lines: [Allocation]
        ) {
            self.source = source
            self.warehouse = warehouse
            self.distanceMetres = distanceMetres
            self.costNanoFen = costNanoFen
            self.costFen = costFen
            self.promisedMinutes = promisedMinutes
            self.lines = lines
        }
    }

    /// Units of one line out of one stock class of the shipment's warehouse. Never 0.
    package struct Allocation: Sendable, Equatable {
        /// The caller's index of the line.
        package let line: Int
        package let sku: Int32
        package let stockClass: StockClass
        package let tier: SourcingTier
        package let units: Int64

        package init(line: Int, sku: Int32, stockClass: StockClass, tier: SourcingTier, units: Int64) {
            self.line = line
            self.sku = sku
            self.stockClass = stockClass
            self.tier = tier
            self.units = units
        }
    }

    /// What a line wants and the plan doesn't give. Never 0.
    package struct Shortfall: Sendable, Equatable {
        /// The caller's index of the line.
        package let line: Int
        package let sku: Int32
        package let units: Int64

        package init(line: Int, sku: Int32, units: Int64) {
            self.line = line
            self.sku = sku
            self.units = units
        }
    }

    /// What became of one warehouse.
    package struct Considered: Sendable, Equatable {
        /// Index into the problem's `sources`.
        package let source: Int
        package let warehouse: Int32
        package let distanceMetres: Int64
        package let reason: ConsideredReason
        /// Of the units wanted, how many it has free in the policy's tiers, whether or not it may be asked.
        package let couldGiveUnits: Int64

        package init(source: Int, warehouse: Int32, distanceMetres: Int64, reason: ConsideredReason, couldGiveUnits: Int64) {
            self.source = source
            self.warehouse = warehouse
            self.distanceMetres = distanceMetres
            self.reason = reason
            self.couldGiveUnits = couldGiveUnits
        }
    }

    /// The best plan over another set of warehouses than the plan's.
    package struct RunnerUp: Sendable, Equatable {
        /// The nearest first (equal distances: the lower code).
        package let warehouses: [Int32]
        package let costNanoFen: Int64
        /// `costNanoFen` in fen, rounded up.
        package let costFen: Int64
        package let unfilledUnits: Int64

        package init(warehouses: [Int32], costNanoFen: Int64, costFen: Int64, unfilledUnits: Int64) {
            self.warehouses = warehouses
            self.costNanoFen = costNanoFen
            self.costFen = costFen
            self.unfilledUnits = unfilledUnits
        }
    }
}

/// Why a warehouse is in the plan or not: the first that applies, in this order.
package enum ConsideredReason: String, CaseIterable, Sendable {
    /// It may not serve this buyer, or the policy lists none of its tiers.
    case notEligible
    /// Farther than the policy's `maxDistanceKm`.
    case tooFar
    /// It has none of what is wanted.
    case noStock
    case used
    /// Left out because of the limit of shipments alone: the best plan without it uses the warehouse, or this one, at its limit, would rank
    /// better with it.
    case maxShipments
    /// It could only give units of lower tiers than the plan needed. In strict mode only.
    case lowerTier
    case dearer
}
