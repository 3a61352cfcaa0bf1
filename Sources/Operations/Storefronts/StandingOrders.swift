package import Commerce
import Postgres

extension Work {
    /// A store orders the same week after week from the next such weekday on.
    /// - Throws: 404 when its distributor has no storefront.
    package func addStandingOrder(_ draft: StandingOrderDraft) async throws -> StandingOrderView {
        guard try await run(ReadStorefrontTerms(store: caller.organization)).first != nil else { throw Reason.absent("storefront") }
        let order = StandingOrderView(
            id: StandingOrderID(try await newID()), organization: caller.organization, createdAt: now, weekday: draft.weekday, status: .active,
            nextOn: now.shanghaiDay.next(isoWeekday: draft.weekday), skippedOn: nil, lastOn: nil, lastOrder: nil, lastRefusal: nil, note: draft.note,
            lines: draft.lines)
        _ = try await run(InsertStandingOrder(order: order))
        return order
    }

    /// Changes when or what, pauses, resumes, or leaves the next time out.
    /// - Throws: 404 when the store has no such standing order; `StandingOrderRefusal.ended`.
    package func changeStandingOrder(_ id: StandingOrderID, _ change: StandingOrderChange) async throws -> StandingOrderView {
        let order = try await lockStandingOrder(id)
        let today = now.shanghaiDay
        let weekday = change.weekday ?? order.weekday
        let status = change.paused.map { $0 ? StandingOrderStatus.paused : .active } ?? order.status
        // What was missed while it rested isn't made up for.
        let moves = change.weekday != nil || status == .active && order.nextOn < today
        let nextOn = moves ? today.next(isoWeekday: weekday) : order.nextOn
        let skippedOn = change.skipNext.map { $0 ? nextOn : nil } ?? (order.skippedOn == order.nextOn && order.skippedOn != nil ? nextOn : order.skippedOn)
        let changed = order.changing(weekday: weekday, status: status, nextOn: nextOn, skippedOn: skippedOn, lines: change.lines ?? order.lines)
        _ = try await run(UpdateStandingOrder(order: changed))
        return changed
    }

    /// Nothing is ordered by it any more.
    /// - Throws: As `changeStandingOrder`.
    package func endStandingOrder(_ id: StandingOrderID) async throws -> StandingOrderView {
        let order = try await lockStandingOrder(id)
        let ended = order.changing(status: .ended)
        _ = try await run(UpdateStandingOrder(order: ended))
        return ended
    }

    private func lockStandingOrder(_ id: StandingOrderID) async throws -> StandingOrderView {
        guard let order = try await run(LockStandingOrder(id: id)).first?.view, order.organization == caller.organization else {
            throw Reason.absent("standing order")
        }
        guard order.status != .ended else { throw StandingOrderRefusal.ended }
        return order
    }
}

extension Brand {
    /// A store's standing orders, the newest first.
    package func standingOrders(page: PageRequest, of caller: Caller) async throws -> Page<StandingOrderView> {
        let list = ListStandingOrders(store: caller.organization, before: try page.beforeID(), limit: page.fetchLimit)
        return Page(try await read(as: caller, list).map(\.view), for: page) { String($0.id.rawValue) }
    }
}

extension StandingOrderView {
    /// `skippedOn` is kept unless it is said, be it as nil.
    func changing(
        weekday: Int? = nil, status: StandingOrderStatus? = nil, nextOn: CalendarDay? = nil, skippedOn: CalendarDay?? = nil, lines: [OrderDraft.Line]? = nil
    ) -> StandingOrderView {
        StandingOrderView(
            id: id, organization: organization, createdAt: createdAt, weekday: weekday ?? self.weekday, status: status ?? self.status,
            nextOn: nextOn ?? self.nextOn, skippedOn: skippedOn ?? self.skippedOn, lastOn: lastOn, lastOrder: lastOrder, lastRefusal: lastRefusal, note: note,
            lines: lines ?? self.lines)
    }
}

private struct InsertStandingOrder: Statement {
    static let sql = """
        INSERT INTO standing_orders (id, organization_id, created_at, weekday, status, next_on, note, skus, quantities, by_case)
        VALUES ($1, $2, $3, $4, $5, date '1970-01-01' + $6, $7, $8, $9, $10)
        """
    let order: StandingOrderView

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.id.rawValue)
        parameters.append(order.organization.rawValue)
        parameters.append(Timestamp(order.createdAt))
        parameters.append(Int32(order.weekday))
        parameters.append(order.status.rawValue)
        parameters.append(Int32(order.nextOn.daysSince1970))
        parameters.append(order.note)
        parameters.append(order.lines.map(\.sku.text))
        parameters.append(order.lines.map { Int32($0.quantity) })
        parameters.append(order.lines.map { $0.unit == .case })
    }
}

private struct ListStandingOrders: Statement {
    typealias Result = StandingOrderRow
    static let sql = """
        SELECT \(StandingOrderRow.columns) FROM standing_orders t WHERE t.organization_id = $1 AND t.id < $2 ORDER BY t.id DESC LIMIT $3
        """
    let store: OrganizationID
    let before: Int64
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(store.rawValue)
        parameters.append(before)
        parameters.append(limit)
    }
}
