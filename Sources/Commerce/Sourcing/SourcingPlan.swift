/// Which warehouse ships which units of which line, and how sure that is the best.
package struct SourcingPlan: Sendable, Equatable {
    package struct Allocation: Sendable, Equatable {
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

    package struct Shipment: Sendable, Equatable {
        /// Index into the problem's sources.
        package let source: Int
        package let warehouse: Int32
        package let distanceMetres: Int64
        package let costNanoFen: Int64
        /// Rounded up.
        package let costFen: Int64
        /// Handling and travel, rounded up.
        package let promisedMinutes: Int64
        package let lines: [Allocation]

        package init(
            source: Int, warehouse: Int32, distanceMetres: Int64, costNanoFen: Int64, costFen: Int64, promisedMinutes: Int64, lines: [Allocation]
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

    package struct Shortfall: Sendable, Equatable {
        package let line: Int
        package let sku: Int32
        package let units: Int64

        package init(line: Int, sku: Int32, units: Int64) {
            self.line = line
            self.sku = sku
            self.units = units
        }
    }

    package struct Considered: Sendable, Equatable {
        package let source: Int
        package let warehouse: Int32
        package let distanceMetres: Int64
        package let reason: ConsideredReason
        package let couldGiveUnits: Int64

        package init(source: Int, warehouse: Int32, distanceMetres: Int64, reason: ConsideredReason, couldGiveUnits: Int64) {
            self.source = source
            self.warehouse = warehouse
            self.distanceMetres = distanceMetres
            self.reason = reason
            self.couldGiveUnits = couldGiveUnits
        }
    }

    /// The best plan over a different set of warehouses.
    package struct RunnerUp: Sendable, Equatable {
        package let warehouses: [Int32]
        package let costNanoFen: Int64
        package let costFen: Int64
        package let unfilledUnits: Int64

        package init(warehouses: [Int32], costNanoFen: Int64, costFen: Int64, unfilledUnits: Int64) {
            self.warehouses = warehouses
            self.costNanoFen = costNanoFen
            self.costFen = costFen
            self.unfilledUnits = unfilledUnits
        }
    }

    package let shipments: [Shipment]
    package let shortfalls: [Shortfall]
    package let costFen: Int64
    package let costNanoFen: Int64
    /// Proven best; otherwise the search ended at its node budget and `gapFen` bounds what a better plan could save.
    package let optimal: Bool
    package let gapFen: Int64
    package let nodes: Int
    package let unfilledUnits: Int64
    package let considered: [Considered]
    package let runnerUp: RunnerUp?

    package init(
        shipments: [Shipment], shortfalls: [Shortfall], costFen: Int64, costNanoFen: Int64, optimal: Bool, gapFen: Int64, nodes: Int,
        unfilledUnits: Int64, considered: [Considered], runnerUp: RunnerUp?
    ) {
        self.shipments = shipments
        self.shortfalls = shortfalls
        self.costFen = costFen
        self.costNanoFen = costNanoFen
        self.optimal = optimal
        self.gapFen = gapFen
        self.nodes = nodes
        self.unfilledUnits = unfilledUnits
        self.considered = considered
        self.runnerUp = runnerUp
    }
}

/// What became of a warehouse in a plan: the first that applies.
package enum ConsideredReason: String, CaseIterable, Sendable {
    case notEligible, tooFar, noStock, used, maxShipments, lowerTier, dearer
}
