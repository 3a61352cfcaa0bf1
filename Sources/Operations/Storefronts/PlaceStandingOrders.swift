import Commerce
import Postgres

extension Brand {
    /// Places the standing orders that are due, each once: its key is its id and its day, so a second server, or this one after a crash, finds what the
    /// first has placed. What is refused is told to the store and tried again a week later.
    /// - Returns: how many were due.
    package func placeStandingOrders() async throws -> Int {
        let today = clock.now().shanghaiDay
        var done = 0
        while !Task.isCancelled {
            let due = try await writer.run(DueStandingOrders(today: today)).map(\.view)
            for order in due { try await place(order, today: today) }
            done += due.count
            if due.count < DueStandingOrders.part { break }
        }
        return done
    }

    private func place(_ order: StandingOrderView, today: CalendarDay) async throws {
        let day = order.nextOn
        // Days that passed while no server ran aren't made up for, but for the last one.
        let outcome = order.skippedOn == day ? nil : try await placed(order, on: day)
        try await work(for: .system) { work in
            guard let now = try await work.run(LockStandingOrder(id: order.id)).first?.view, now.nextOn == day, now.status == .active else { return }
            let next = today.next(isoWeekday: now.weekday)
            _ = try await work.run(UpdateStandingOrder(order: now.worked(on: day, outcome, nextOn: next)))
            guard let outcome else { return }
            try await work.emit(outcome.order == nil ? .standingOrderRefused : .standingOrderPlaced, about: order.organization) { json in
                json.field("standingOrder", order.id.external)
                json.field("day", day.text)
                json.fieldIfPresent("order", outcome.order?.external)
                json.fieldIfPresent("code", outcome.refusal)
            }
        }
    }

    fileprivate struct Outcome: Sendable {
        var order: OrderID?
        var refusal: String?
    }

    /// - Throws: what says nothing about the order: the database being away, the intake being full.
    private func placed(_ order: StandingOrderView, on day: CalendarDay) async throws -> Outcome {
        let key = "\(order.id.external) \(day.text)"
        let caller = Caller(clientID: "standing order", organization: order.organization, code: Code(stored: ""))
        let draft = OrderDraft(distributor: nil, shipTo: nil, lines: order.lines, allowPartial: nil, allowBackorder: false, note: order.note)
        do {
            let answer = try await placeStorefrontOrder(
                draft, by: caller, once: IdempotentRequest(clientID: caller.clientID, route: "standing order", key: key, body: Array(key.utf8)),
                accepted: { StoredAnswer(status: 201, body: Array($0.id.external.utf8)) }, refused: { StoredAnswer(status: 409, body: Array($0.code.utf8)) }
            ).answer
            let text = String(decoding: answer.body, as: UTF8.self)
            return answer.status == 201 ? Outcome(order: OrderID(external: text)) : Outcome(refusal: text)
        } catch let refusal as any Refusal {
            switch refusal.reason.kind {
            case .unavailable, .tooMany: throw refusal
            case .invalid, .unreadable, .conflict, .forbidden, .absent:
                if refusal is IdempotencyRefusal { throw refusal }
                return Outcome(refusal: refusal.reason.faults.first?.code ?? refusal.reason.code)
            }
        }
    }
}

extension StandingOrderView {
    fileprivate func worked(on day: CalendarDay, _ outcome: Brand.Outcome?, nextOn: CalendarDay) -> StandingOrderView {
        StandingOrderView(
            id: id, organization: organization, createdAt: createdAt, weekday: weekday, status: status, nextOn: nextOn,
            skippedOn: skippedOn == day ? nil : skippedOn, lastOn: outcome == nil ? lastOn : day, lastOrder: outcome?.order ?? lastOrder,
            lastRefusal: outcome == nil ? lastRefusal : outcome?.refusal, note: note, lines: lines)
    }
}

private struct DueStandingOrders: Statement {
    typealias Result = StandingOrderRow
    static let part = 100
    static let sql = """
        SELECT \(StandingOrderRow.columns) FROM standing_orders t
        WHERE t.status = 'active' AND t.next_on <= date '1970-01-01' + $1
        ORDER BY t.next_on, t.id LIMIT \(part)
        """
    let today: CalendarDay

    func bind(_ parameters: inout Parameters) {
        parameters.append(Int32(today.daysSince1970))
    }
}
