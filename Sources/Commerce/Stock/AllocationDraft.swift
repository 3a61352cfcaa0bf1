/// When an allocation is in force: from its first moment up to, but not including, its last.
package struct AllocationPeriod: Hashable, Sendable {
    package let from: Instant
    package let to: Instant

    /// - Returns: nil unless `from` is before `to`.
    package init?(from: Instant, to: Instant) {
        guard from < to else { return nil }
        self.from = from
        self.to = to
    }

    package func overlaps(_ other: AllocationPeriod) -> Bool {
        from < other.to && other.from < to
    }

    package func covers(_ other: AllocationPeriod) -> Bool {
        from <= other.from && other.to <= to
    }
}

/// How a giver wants to split a scarce SKU for a period, checked for itself. It takes the place of what the giver said before for the
/// same SKU and period; no shares at all take it back.
package struct AllocationDraft: Equatable, Sendable {
    package static let maxShares = 5000
    package static let maxUnits: Int64 = 1_000_000_000

    package struct Share: Equatable, Sendable {
        package let organization: Code
        package let units: Int64

        package init(organization: Code, units: Int64) {
            self.organization = organization
            self.units = units
        }
    }

    package let sku: Code
    package let period: AllocationPeriod
    package let shares: [Share]

    /// - Throws: `AllocationRefusal.faults`: an empty period, an organisation named twice, units outside 0 to 1,000,000,000.
    package init(sku: Code, from: Instant, to: Instant, shares: [Share]) throws(AllocationRefusal) {
        var faults: [Fault] = []
        let period = AllocationPeriod(from: from, to: to)
        if period == nil { faults.append(Fault("/to", "OUT_OF_RANGE", "to must be later than from.")) }
        if shares.count > Self.maxShares {
            faults.append(Fault("/shares", "OUT_OF_RANGE", "An allocation has at most \(Self.maxShares) shares."))
        }
        var seen: Set<Code> = []
        for (index, share) in shares.enumerated() {
            if !seen.insert(share.organization).inserted {
                faults.append(Fault("/shares/\(index)/organization", "DUPLICATE_ORGANIZATION", "\(share.organization) has an earlier share."))
            }
            if !(0...Self.maxUnits).contains(share.units) {
                faults.append(Fault("/shares/\(index)/units", "OUT_OF_RANGE", "units must be from 0 to \(Self.maxUnits)."))
            }
        }
        guard let period, faults.isEmpty else { throw .faults(faults) }
        self.sku = sku
        self.period = period
        self.shares = shares
    }
}
