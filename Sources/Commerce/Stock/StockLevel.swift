/// One SKU in one warehouse. Every field ≥ 0 and `reserved + poolReserved ≤ onHand`; the database holds the same as named CHECKs.
package struct StockLevel: Equatable, Sendable {
    package var onHand: Int64
    /// Ordinary holds.
    package var reserved: Int64
    /// Holds of distributors calling on the pool.
    package var poolReserved: Int64
    package var safetyStock: Int64

    package init(onHand: Int64 = 0, reserved: Int64 = 0, poolReserved: Int64 = 0, safetyStock: Int64 = 0) {
        self.onHand = onHand
        self.reserved = reserved
        self.poolReserved = poolReserved
        self.safetyStock = safetyStock
    }
}

/// How much of headquarters' stock is shared, and how much of that one distributor may hold.
package struct PoolPolicy: Equatable, Sendable {
    package let version: Int
    package let ratioBps: Int64
    package let perDistributorBps: Int64
    /// Another ratio for some SKUs.
    package let overrides: [SKUID: Int64]

    package init(version: Int = 1, ratioBps: Int64 = 3000, perDistributorBps: Int64 = 2000, overrides: [SKUID: Int64] = [:]) {
        self.version = version
        self.ratioBps = ratioBps
        self.perDistributorBps = perDistributorBps
        self.overrides = overrides
    }

    package func ratioBps(of sku: SKUID) -> Int64 {
        overrides[sku] ?? ratioBps
    }
}

/// The pool terms that hold for one SKU in one warehouse.
package struct PoolTerms: Equatable, Sendable {
    /// 0 outside headquarters' warehouses, which alone have a pool.
    package let ratioBps: Int64
    package let perDistributorBps: Int64
    /// A case, or 1 when the SKU is sold loose.
    package let packUnits: Int64

    package init(ratioBps: Int64, perDistributorBps: Int64, packUnits: Int64) {
        self.ratioBps = ratioBps
        self.perDistributorBps = perDistributorBps
        self.packUnits = packUnits
    }

    package static func noPool(packUnits: Int64) -> PoolTerms {
        PoolTerms(ratioBps: 0, perDistributorBps: 0, packUnits: packUnits)
    }
}

extension StockLevel {
    /// The moving share of what is physically there, down to whole packs.
    package func poolCap(_ terms: PoolTerms) -> Int64 {
        let share = onHand.share(bps: terms.ratioBps)
        return share - share % terms.packUnits
    }

    /// What ordinary orders may still take: neither what is held, nor the pool, nor the safety stock.
    package func generalFree(_ terms: PoolTerms) -> Int64 {
        max(0, onHand - reserved - max(poolCap(terms), poolReserved) - safetyStock)
    }

    /// What distributors together may still draw from the pool.
    package func poolFree(_ terms: PoolTerms) -> Int64 {
        max(0, min(poolCap(terms) - poolReserved, onHand - reserved - poolReserved))
    }

    /// What one distributor that already holds `heldUnits` here may still draw: its share of the pool, but never less than one pack,
    /// so that a small pool isn't locked.
    package func poolFree(_ terms: PoolTerms, holding heldUnits: Int64) -> Int64 {
        let share = max(terms.packUnits, poolCap(terms).share(bps: terms.perDistributorBps))
        return max(0, min(poolFree(terms), share - heldUnits))
    }
}
