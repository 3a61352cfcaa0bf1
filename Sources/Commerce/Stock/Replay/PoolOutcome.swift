/// What a replay came to, distributor by distributor; what stores asked for counts to their distributor.
package struct PoolOutcome: Equatable, Sendable {
    package let byDistributor: [OrganizationID: PoolTally]

    package init(byDistributor: [OrganizationID: PoolTally]) {
        self.byDistributor = byDistributor
    }

    /// A distributor that is served so many bottles more than under another policy.
    package struct Shift: Equatable, Sendable {
        package let distributor: OrganizationID
        package let units: Int64

        package init(distributor: OrganizationID, units: Int64) {
            self.distributor = distributor
            self.units = units
        }
    }

    /// All demand of the distributors at or below `organization`, together.
    package func tally(within organization: OrganizationID = .headquarters) -> PoolTally {
        byDistributor.reduce(into: PoolTally()) { sum, entry in
            if organization.reach.contains(entry.key) { sum += entry.value }
        }
    }

    /// The regions in which somebody asked for something, in order.
    package var regions: [OrganizationID] {
        Set(byDistributor.keys.compactMap(\.region)).sorted()
    }

    /// Who is served more than under `other`, and by how many bottles: the most first, between equal ones the lower number.
    package func gains(over other: PoolOutcome, within organization: OrganizationID = .headquarters) -> [Shift] {
        byDistributor.compactMap { distributor, tally in
            let units = tally.filledUnits - (other.byDistributor[distributor]?.filledUnits ?? 0)
            return units > 0 && organization.reach.contains(distributor) ? Shift(distributor: distributor, units: units) : nil
        }.sorted { ($1.units, $0.distributor) < ($0.units, $1.distributor) }
    }
}
