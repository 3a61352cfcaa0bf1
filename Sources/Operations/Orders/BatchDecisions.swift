import Commerce
import Postgres

/// What the idempotency keys of a batch are found to be.
struct KeyStates {
    private var locked: Set<Int64>
    private var stored: [[UInt8]: StoredAnswers.Result]

    init(locks: some Sequence<TryLockKeys.Result>, stored: some Sequence<StoredAnswers.Result>) {
        locked = Set(locks.lazy.filter(\.locked).map(\.lockKey))
        self.stored = Dictionary(stored.map { ($0.key, $0) }) { first, _ in first }
    }

    /// - Returns: what the key alone decides; nil when the request is to be worked on.
    func verdict(on request: IdempotentRequest) -> BatchDecisions.Verdict? {
        guard locked.contains(request.lockKey) else { return .turnedAway(IdempotencyRefusal.inProgress) }
        guard let first = stored[request.key] else { return nil }
        guard first.bodyDigest == request.bodyDigest else { return .turnedAway(IdempotencyRefusal.reused) }
        return .replayed(first.answer)
    }
}

/// Decides the orders of a batch one after the other on locked rows. Pure: it reads what was locked and remembers what it gave away.
struct BatchDecisions {
    enum Verdict {
        case replayed(StoredAnswer)
        case turnedAway(any Refusal)
        /// Refused for good: the answer is kept under its key when it is a conflict.
        case refused(OrderRefusal)
        case planAgain
        case afterBackorders(Set<SKUID>)
        case accepted(AcceptedOrder)

        /// Whether there wasn't enough for the order.
        var fellShort: Bool {
            switch self {
            case .refused(.outOfStock): true
            case .accepted(let order): order.plan.unfilledUnits > 0
            default: false
            }
        }
    }

    let planner: OrderPlanner
    let pricer: CampaignPricer
    let now: Instant
    let keys: KeyStates
    private var accounts: [OrganizationID: LockAccounts.Result] = [:]
    private(set) var heldFen: [OrganizationID: Int64] = [:]
    private(set) var stock: LockedStock
    private(set) var allocations: LockedAllocations
    var usage: BatchUsage
    private(set) var groups: LockedGroups
    private(set) var supplyCaps: LockedSupplyCaps
    private let lots: ComingLots?
    /// Draws of which the goods are still to be sent.
    private var prizes: Set<DrawID>
    private var suggestions: [SuggestionID: SuggestionStatus]
    private var stored: LockedStoredValue
    private var points: LockedPoints

    init(
        planner: OrderPlanner, pricer: CampaignPricer, now: Instant, keys: KeyStates, accounts: some Sequence<LockAccounts.Result>,
        stock: LockedStock, allocations: LockedAllocations, usage: BatchUsage, groups: LockedGroups, supplyCaps: LockedSupplyCaps, lots: ComingLots?,
        prizes: Set<DrawID> = [], suggestions: [SuggestionID: SuggestionStatus] = [:], stored: LockedStoredValue, points: LockedPoints
    ) {
        self.planner = planner
        self.pricer = pricer
        self.now = now
        self.keys = keys
        self.stock = stock
        self.allocations = allocations
        self.usage = usage
        self.groups = groups
        self.supplyCaps = supplyCaps
        self.lots = lots
        self.prizes = prizes
        self.suggestions = suggestions
        self.stored = stored
        self.points = points
        for account in accounts { self.accounts[account.organization] = account }
    }

    /// In this order of precedence: the key, suspension, the draw that it sends, the suggestion that it follows, the group that it joins, older orders
    /// first, the supply cap, allocation, stock, the group's price, an expected total, the least total, points, stored value, credit.
    mutating func decide(_ waiting: OrderIntake.Waiting, _ candidate: Candidate) -> Verdict {
        if let verdict = keys.verdict(on: waiting.order.request) { return verdict }
        let priced = waiting.order.priced
        let buyer = priced.buyer.organization
        guard let account = accounts[buyer] else { return .refused(.creditExceeded(shortByFen: priced.subtotalFen)) }
        guard !account.suspended else { return .refused(.organizationSuspended) }
        if let prize = priced.prize, !prizes.contains(prize) { return .refused(.draw(.nothingToSend)) }
        if let suggestion = priced.suggestion {
            let status = suggestions[suggestion] ?? .outdated
            guard status == .open else { return .refused(.suggestion(status.refusal)) }
        }
        let joins: JoinedGroupBuy?
        switch joined(by: priced, candidate) {
        case .success(let found): joins = found
        case .failure(let refusal): return .refused(.group(refusal))
        }
        let awaited = allocations.awaited.intersection(priced.lines.map(\.sku.id))
        guard awaited.isEmpty || waiting.afterBackorders else { return .afterBackorders(awaited) }

        let excesses = supplyCaps.excesses(of: priced)
        guard excesses.isEmpty else { return .refused(.supplyCap(excesses)) }
        let draws: [AcceptedOrder.Draw]
        switch allocationDraws(of: priced) {
        case .success(let found): draws = found
        case .failure(let refusal): return .refused(refusal)
        }

        let planning = planning(priced, candidate)
        let order: PricedOrder
        let plan: SourcingPlan
        let charges: [SupplyCharge]
        if let planned = candidate.plan {
            // Far from every limit it was priced as it would be now.
            let stands = candidate.isPricedByCountersAlone && usage.isAmple(for: candidate.counters)
            order = stands ? candidate.order : planning.priced(sentBy: planned, from: stock)
            charges = supplyCharges(of: order, planned)
            // What was planned is what is given, every unit of it is still free, and what is the brand's can be paid for.
            guard order.given == candidate.order.given, stock.covers(planned, for: buyer, terms: { terms($0, $1, order) }),
                paysFor(charges, of: order), !drawsOnAllocated(planned, order)
            else { return .planAgain }
            plan = planned
        } else {
            do {
                (order, plan, charges) = try planned(by: planning, candidate)
            } catch {
                return .refused(error)
            }
        }
        var accepted = AcceptedOrder(
            priced: order, plan: plan, draws: draws, supply: charges,
            campaigns: GivenByCampaign.all(of: order, candidates: candidate.campaigns, left: planning.left, by: pricer))
        accepted.advance = AdvanceOrder(order.pricing, campaigns: candidate.campaigns.lazy.map(\.campaign), at: now)
        // What is cut off draws on nothing.
        accepted.draws = draws.compactMap { draw in
            let units = draw.units - accepted.cancelledUnits(draw.line)
            return units > 0 ? AcceptedOrder.Draw(line: draw.line, share: draw.share, units: units) : nil
        }
        guard plan.unfilledUnits == 0 || accepted.mayFallShort else {
            return .refused(.outOfStock(accepted.shortfalls))
        }
        if let joins, let refusal = order.groupRefusal(leftUnits: planning.left[joins.live.campaign.id]?.buyerUnits) { return .refused(.group(refusal)) }
        if let expected = priced.expectedTotalFen, accepted.totalFen > expected {
            return .refused(.priceChanged(expectedTotalFen: expected, totalFen: accepted.totalFen))
        }
        if let least = order.storefront?.minOrderFen, accepted.totalFen < least {
            return .refused(.belowMinimum(minOrderFen: least, totalFen: accepted.totalFen))
        }
        guard accepted.advance == nil || priced.tender.isMoneyAlone else { return .refused(.tenderForAdvance) }
        let available = availableFen(on: account)
        let programmes = PointsProgramme.all(in: order.pricing, of: candidate.campaigns)
        accepted.earning = programmes.first
        let spending: LockedStoredValue.Spending?
        do {
            accepted.redeemed = try points.redeeming(priced.tender, on: accepted.totalFen, by: buyer, programmes)
            spending = try stored.spending(priced.tender, on: accepted.totalFen - (accepted.redeemed?.fen ?? 0), by: buyer, at: now)
        } catch {
            return .refused(error)
        }
        accepted.stored = spending?.spend
        guard accepted.heldFen <= available else { return .refused(.creditExceeded(shortByFen: accepted.heldFen - available)) }

        if let joins {
            do {
                accepted.seat = try groups.seat(buyer, in: joins.live.id, joins.buy, campaignEndsAt: joins.endsAt, at: now)
            } catch {
                return .refused(.group(error))
            }
        }
        if let prize = priced.prize { prizes.remove(prize) }
        if let suggestion = priced.suggestion { suggestions[suggestion] = .ordered }
        stock.hold(plan, for: buyer)
        supplyCaps.take(accepted)
        heldFen[buyer, default: 0] += accepted.heldFen
        if let spending { stored.take(spending, by: buyer) }
        if let seller = order.storefront?.seller.organization { heldFen[seller, default: 0] += charges.totalFen }
        if let redeemed = accepted.redeemed { points.take(redeemed, by: buyer) }
        for draw in accepted.draws { allocations.draw(draw.units, on: [draw.share]) }
        for given in accepted.campaigns {
            usage.take(given.usage, on: given.keys)
            if let coupon = given.coupon { usage.spend(coupon, of: given.campaign) }
        }
        return .accepted(accepted)
    }

    /// An order's campaigns with what is left of them now. What is allocated, or what older orders wait for, isn't given away.
    private func planning(_ priced: PricedOrder, _ candidate: Candidate) -> CampaignPlanning {
        let buyer = priced.buyer.organization
        let locked = Set(candidate.needs.map(\.sku.id))
        return CampaignPlanning(
            pricer: pricer, planner: planner, asked: priced, candidates: candidate.campaigns,
            left: usage.left(of: candidate.campaigns, buyer: buyer, day: pricer.day), sources: candidate.sources,
            gives: { [allocations] sku in
                locked.contains(sku.id) && allocations.allowed(sku.id, buyer: buyer) == nil && !allocations.awaited.contains(sku.id)
            },
            cutsOff: priced.allowPartial && !priced.allowBackorder, lots: lots)
    }

    /// The group buy that the order joins, when it is on and the buyer has no seat in its group yet; nil for an order that joins none.
    private func joined(by priced: PricedOrder, _ candidate: Candidate) -> Result<JoinedGroupBuy?, GroupBuyRefusal> {
        guard let id = priced.groupBuy else { return .success(nil) }
        guard let live = candidate.campaigns.first(where: { $0.id == id }), case .groupBuy(let buy) = live.campaign.component,
            live.campaign.definition.schedule.standing(at: now) == .on
        else { return .failure(.closed) }
        guard !groups.hasSeat(priced.buyer.organization, in: id, at: now) else { return .failure(.alreadyJoined) }
        return .success(JoinedGroupBuy(live: live, buy: buy))
    }

    private func availableFen(on account: LockAccounts.Result) -> Int64 {
        account.balanceFen + account.creditLimitFen - account.heldFen - (heldFen[account.organization] ?? 0)
    }

    /// Nil when its account isn't locked.
    func availableFen(of organization: OrganizationID) -> Int64? {
        accounts[organization].map(availableFen)
    }

    private func terms(_ sku: SKUID, _ tier: SourcingTier, _ priced: PricedOrder) -> PoolTerms {
        guard let line = priced.lines.first(where: { $0.sku.id == sku }) else { return .noPool(packUnits: 1) }
        return planner.terms(of: line.sku, hasPool: tier == .hq)
    }

    /// Lines of one SKU share its allocation, in line order. Allocations divide what is bought of the brand: a prize that was won is owed whatever they
    /// say, and a store has what is allocated from its distributor's own.
    private func allocationDraws(of priced: PricedOrder) -> Result<[AcceptedOrder.Draw], OrderRefusal> {
        guard priced.prize == nil, priced.storefront == nil else { return .success([]) }
        var draws: [AcceptedOrder.Draw] = []
        var over: [OrderRefusal.OverAllocation] = []
        var wanted: [SKUID: Int64] = [:]
        for line in priced.lines {
            guard let (allowed, shares) = allocations.allowed(line.sku.id, buyer: priced.buyer.organization) else { continue }
            let before = wanted[line.sku.id, default: 0]
            wanted[line.sku.id] = before + line.units
            if before + line.units > allowed {
                over.append(OrderRefusal.OverAllocation(line: line.line, allowedUnits: max(0, allowed - before)))
            } else {
                draws.append(contentsOf: shares.map { AcceptedOrder.Draw(line: line.line, share: $0, units: line.units) })
            }
        }
        return over.isEmpty ? .success(draws) : .failure(.allocationExceeded(over))
    }
}

/// A group buy that an order joins.
private struct JoinedGroupBuy {
    let live: LiveCampaign
    let buy: GroupBuy

    var endsAt: Instant { live.campaign.definition.schedule.endsAt }
}
