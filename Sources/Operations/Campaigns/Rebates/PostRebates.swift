import Commerce
import Logging
import Postgres

extension Brand {
    /// Puts on distributors' accounts what period rebates came to since the last time.
    ///
    /// What counts is what a distributor received from a campaign's start until its end, whatever order it came with, apart from gifts, less what
    /// came back of that by now; the goods, the audience and the tiers are those of the version in force, and goods that it has once counted stay
    /// counted (`RebateGoods`). A campaign that is paused posts nothing,
    /// and nothing is lost by it. Returns count for 90 days after the end.
    ///
    /// Two servers that do it at once do it after each other, campaign by campaign, and the second finds nothing left to post.
    ///
    /// - Returns: how many postings were made.
    package func postRebates() async throws -> Int {
        var posted = 0
        for campaign in try await writer.run(ListRebateCampaigns(at: clock.now())).map(\.id) {
            var place: OrganizationID? = .headquarters
            while let after = place, !Task.isCancelled {
                let part = try await work(for: .system) { try await $0.postRebates(of: campaign, after: after) }
                posted += part.postings
                place = part.last
            }
        }
        return posted
    }
}

extension Work {
    /// One part of a campaign's distributors. Locks: campaigns → accounts, and with these the distributors' statements, which nobody else writes.
    ///
    /// - Parameter place: The distributor that the part before ended with.
    /// - Returns: the one that this part ends with; nil when it is the last.
    fileprivate func postRebates(of id: CampaignID, after place: OrganizationID) async throws -> (postings: Int, last: OrganizationID?) {
        let (_, campaigns, totals) = try await run(
            LockRebateCampaign(campaign: id), ReadRebateCampaign(campaign: id), SumRebates(campaign: id, day: today))
        guard let campaign = campaigns.first, campaign.isPosting else { return (0, nil) }
        guard let definition = campaign.definition else {
            brand.logger.error("A campaign can't be read and posts no rebates", metadata: ["campaign": "\(id.external)"])
            return (0, nil)
        }
        guard case .tiered(let rebate) = definition.component, rebate.basis == .period else { return (0, nil) }
        let goods = try await rebateGoods(of: campaign, rebate)
        let received = try await run(ReadReceivedUnits(campaign: campaign, audience: definition.audience, skus: goods.skus.sorted(), after: place))
        if received.contains(where: { $0.receivedUnits > 0 }) { try await keep(goods, of: campaign) }
        var allowance = RebateAllowance(definition.budget)
        for row in totals { allowance.count(region: row.region, fen: row.fen, todayFen: row.todayFen, uses: row.uses) }
        let moved = received.filter { $0.moves(rebate) }
        let postings = moved.isEmpty ? 0 : try await post(rebate, Array(moved), of: campaign, within: allowance)
        return (postings, received.count == ReadReceivedUnits.part ? received.last?.organization : nil)
    }

    private var today: Int32 { Int32(now.day(offsetMinutes: Instant.shanghaiOffsetMinutes).daysSince1970) }

    private func post(
        _ rebate: Tiered, _ received: [ReadReceivedUnits.Result], of campaign: ReadRebateCampaign.Result, within allowance: RebateAllowance
    ) async throws -> Int {
        let organizations = received.map(\.organization)
        // In this order: what the locks waited for is seen by what is read after them.
        let (accounts, _, statements) = try await run(
            LockAccounts(organizations: organizations), OpenSellerAccounts(seller: .headquarters),
            ReadRebateStatements(campaign: campaign.id, owner: campaign.owner, organizations: organizations))
        let positions = Dictionary(accounts.map { ($0.organization, $0.position) }) { first, _ in first }
        let rows = Dictionary(grouping: statements, by: \.organization)
        let names = try await names(organizations: Set(organizations))
        var allowance = allowance
        var written: [RebateRow] = []
        var postings = 0
        for units in received {
            guard let position = positions[units.organization] else { continue }
            let known = rows[units.organization] ?? []
            var row = known.first { $0.campaign == campaign.id } ?? RebateRow(campaign: campaign.id, organization: units.organization)
            var others = known.filter { $0.campaign != campaign.id }
            var standings = others.map(\.standing)
            let buyerFen = row.standing.postedFen
            let fen = row.standing.move(to: rebate, receivedUnits: units.receivedUnits, returnedUnits: units.returnedUnits, others: &standings) { fen in
                // An account that can't count so much waits for what it owes to be less.
                (try? position.crediting(fen)) == nil ? 0 : allowance.allowed(fen, to: units.organization, after: buyerFen)
            }
            guard let fen else { continue }
            allowance.take(fen, to: units.organization, after: buyerFen)
            row.note(postedFen: fen, day: today)
            for index in others.indices where others[index].standing != standings[index] {
                others[index].standing = standings[index]
                written.append(others[index])
            }
            written.append(row)
            guard fen > 0 else { continue }
            postings += 1
            try await credit(fen, to: units.organization, named: names.code(of: units.organization), for: campaign.id)
        }
        _ = try await run(WriteRebateStatements(rows: written, at: now))
        return postings
    }

    private func credit(_ fen: Int64, to organization: OrganizationID, named code: Code, for campaign: CampaignID) async throws {
        let entry = try await newID()
        let (accounts, _) = try await run(
            MoveAccount(organization: organization, balanceFen: fen),
            InsertTransfer(id: entry, at: now, kind: .rebate, organization: organization, amountFen: fen, reference: campaign.rawValue))
        try await emit(.rebatePosted, about: organization) { json in
            json.field("organization", code.text)
            json.field("entry", ID<TransferEntity>(entry).external)
            json.field("campaign", campaign.external)
            json.field("amountFen", fen)
            json.fieldIfPresent("balanceFen", accounts.first?.position.balanceFen)
        }
    }
}

extension LockAccounts.Result {
    fileprivate var position: AccountPosition {
        AccountPosition(storedBalanceFen: balanceFen, heldFen: heldFen, creditLimitFen: creditLimitFen)
    }
}
