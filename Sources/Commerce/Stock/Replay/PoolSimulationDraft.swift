/// A pool policy that somebody wants tried on the demand of some days, checked for itself.
package struct PoolSimulationDraft: Equatable, Sendable {
    package static let maxDays: Int64 = 366

    package let ratioBps: Int64
    /// Nil: as in the policy in force.
    package let perDistributorBps: Int64?
    package let from: Instant
    /// Not included.
    package let to: Instant

    /// - Throws: a `Reason` (422) with every fault: rates that aren't shares, no time between `from` and `to`, or more than 366 days.
    package init(ratioBps: Int64, perDistributorBps: Int64? = nil, from: Instant, to: Instant) throws(Reason) {
        var faults: [Fault] = []
        for (rate, pointer) in [(ratioBps, "/ratioBps"), (perDistributorBps ?? 0, "/perDistributorBps")] {
            guard !PoolPolicyDraft.rates.contains(rate) else { continue }
            faults.append(Fault(pointer, "OUT_OF_RANGE", "A rate must be from 0 to 10000."))
        }
        if from >= to {
            faults.append(Fault("/to", "OUT_OF_RANGE", "to must be later than from."))
        } else if from.adding(days: Self.maxDays) < to {
            faults.append(Fault("/to", "OUT_OF_RANGE", "At most \(Self.maxDays) days can be replayed."))
        }
        if let reason = Reason.invalid(faults) { throw reason }
        self.ratioBps = ratioBps
        self.perDistributorBps = perDistributorBps
        self.from = from
        self.to = to
    }

    /// How many days in Shanghai have a part in it.
    package var days: Int {
        from.shanghaiDay.days(until: Instant(millisecondsSince1970: to.millisecondsSince1970 - 1).shanghaiDay) + 1
    }

    /// What is tried: the policy in force with these rates. SKUs that have a ratio of their own keep it.
    package func policy(beside inForce: PoolPolicy) -> PoolPolicy {
        PoolPolicy(
            version: inForce.version, ratioBps: ratioBps, perDistributorBps: perDistributorBps ?? inForce.perDistributorBps,
            overrides: inForce.overrides)
    }
}

extension PoolPolicy {
    /// No pool at all: everything is there for ordinary orders, and storefronts have their distributor's stock alone.
    package static let none = PoolPolicy(version: 0, ratioBps: 0, perDistributorBps: 0)
}

extension CalendarDay {
    /// The moment it begins in Asia/Shanghai.
    package var shanghaiMidnight: Instant {
        Instant(millisecondsSince1970: (Int64(daysSince1970) * 1440 - Instant.shanghaiOffsetMinutes) * 60_000)
    }
}
