package import Commerce

/// The same demand served three times: under the policy in force, under the one that is tried, and without any pool.
package struct PoolWhatIf: Sendable {
    package let draft: PoolSimulationDraft
    package let policy: PoolPolicy
    package let proposedPolicy: PoolPolicy
    /// Of distributors at or below `subject`.
    package let inForce: PoolTally
    package let proposed: PoolTally
    package let withoutPool: PoolTally
    /// In order of code.
    package let regions: [Region]
    /// Who is served more under the tried policy than under the one in force, the most first, and who is served less.
    package let gained: [Shift]
    package let lost: [Shift]

    /// The distributors of one region together.
    package struct Region: Equatable, Sendable {
        package let region: Code
        package let inForce: PoolTally
        package let proposed: PoolTally
        package let withoutPool: PoolTally
    }

    package struct Shift: Equatable, Sendable {
        package let distributor: Code
        package let units: Int64
    }

    package static let maxShifts = 20

    /// - Parameter subject: Everything is replayed, since everybody draws on one pool; what is told is of this organisation and those below.
    init(_ draft: PoolSimulationDraft, _ history: StockHistory, within subject: OrganizationID, _ snapshot: Snapshot) {
        let proposedPolicy = draft.policy(beside: snapshot.pool)
        let inForce = PoolReplay.run(history, under: snapshot.pool)
        let proposed = PoolReplay.run(history, under: proposedPolicy)
        let withoutPool = PoolReplay.run(history, under: .none)
        func code(_ organization: OrganizationID) -> Code { snapshot.organizations[organization]?.code ?? Code(stored: "-") }
        func shifts(_ gains: [PoolOutcome.Shift]) -> [Shift] {
            gains.prefix(Self.maxShifts).map { Shift(distributor: code($0.distributor), units: $0.units) }
        }
        self.draft = draft
        policy = snapshot.pool
        self.proposedPolicy = proposedPolicy
        self.inForce = inForce.tally(within: subject)
        self.proposed = proposed.tally(within: subject)
        self.withoutPool = withoutPool.tally(within: subject)
        regions = inForce.regions.filter { subject.reach.contains($0) || subject.region == $0 }.map { region in
            let part = subject.reach.contains(region) ? region : subject
            return Region(
                region: code(region), inForce: inForce.tally(within: part), proposed: proposed.tally(within: part),
                withoutPool: withoutPool.tally(within: part))
        }.sorted { $0.region < $1.region }
        gained = shifts(proposed.gains(over: inForce, within: subject))
        lost = shifts(inForce.gains(over: proposed, within: subject))
    }
}
