/// By which a distributor's stores are ranked: recency, frequency and money over a window.
///
/// A store is `core` when it meets all of core's thresholds, else `potential` when it meets all of potential's, else `nurture`. Core is at least as
/// hard in each of them, so that no store loses a tier by doing better.
package struct TierRules: Equatable, Sendable {
    /// What a store must at least have done in the window.
    package struct Threshold: Equatable, Sendable {
        package let minOrders: Int64
        package let minFen: Int64
        /// The last order may be so many days old, to the millisecond; nil: as old as the window.
        package let maxDaysSinceLast: Int64?

        package init(minOrders: Int64, minFen: Int64, maxDaysSinceLast: Int64? = nil) {
            self.minOrders = minOrders
            self.minFen = minFen
            self.maxDaysSinceLast = maxDaysSinceLast
        }

        func isMet(by figures: StoreFigures, at now: Instant) -> Bool {
            guard figures.orders >= minOrders, figures.totalFen >= minFen else { return false }
            guard let maxDaysSinceLast else { return true }
            guard let last = figures.lastPlacedAt else { return false }
            return last.adding(days: maxDaysSinceLast) >= now
        }
    }

    package static let windowDaysRange: ClosedRange<Int64> = 1...365
    package static let minOrdersRange: ClosedRange<Int64> = 0...1_000_000
    package static let minFenRange: ClosedRange<Int64> = 0...(Int64.max / 4)

    package let windowDays: Int64
    package let core: Threshold
    package let potential: Threshold

    package init(windowDays: Int64, core: Threshold, potential: Threshold) {
        self.windowDays = windowDays
        self.core = core
        self.potential = potential
    }

    /// What holds until a distributor puts its own.
    package static let standard = TierRules(
        windowDays: 90, core: Threshold(minOrders: 8, minFen: 3_000_000), potential: Threshold(minOrders: 3, minFen: 600_000))

    /// Orders placed from this moment on count.
    package func windowStart(at now: Instant) -> Instant { now.adding(days: -windowDays) }

    package func tier(of figures: StoreFigures, at now: Instant) -> StoreTier {
        if core.isMet(by: figures, at: now) { return .core }
        return potential.isMet(by: figures, at: now) ? .potential : .nurture
    }

    /// `CORE_EASIER` at each threshold of core's that is easier to meet than potential's.
    package var faults: [Fault] {
        var faults: [Fault] = []
        func check(_ isHardEnough: Bool, _ field: String) {
            guard !isHardEnough else { return }
            faults.append(Fault("/core/\(field)", "CORE_EASIER", "core must be at least as hard as potential."))
        }
        check(core.minOrders >= potential.minOrders, "minOrders")
        check(core.minFen >= potential.minFen, "minFen")
        check(potential.maxDaysSinceLast.map { (core.maxDaysSinceLast ?? .max) <= $0 } ?? true, "maxDaysSinceLast")
        return faults
    }
}

/// What a store ordered in the window; cancelled orders don't count, nor what was refunded for goods that came back.
package struct StoreFigures: Equatable, Sendable {
    package let orders: Int64
    package let totalFen: Int64
    package let lastPlacedAt: Instant?

    package init(orders: Int64 = 0, totalFen: Int64 = 0, lastPlacedAt: Instant? = nil) {
        self.orders = orders
        self.totalFen = totalFen
        self.lastPlacedAt = lastPlacedAt
    }
}
