import Commerce
import Logging
import Postgres

extension Brand {
    /// Places the standing orders that are due, each once: its key is its id and its day, so a second server, or this one after a crash, finds what the
    /// first has placed. What is refused is told to the store and tried again a week later; one that can't be placed now is left for the next time, and
    /// the others go on.
    /// - Returns: how many were due.
    package func placeStandingOrders() async throws -> Int {
        let today = clock.now().shanghaiDay
        var done = 0
        var after: DueStandingOrders.Result?
        while !Task.isCancelled {
            let due = try await writer.run(DueStandingOrders(today: today, after: after))
            for order in due {
                do {
                    try await place(order, today: today)
                } catch {
                    if Unavailability.isAway(error) || error is CancellationError { throw error }
                    logger.error("A standing order couldn't be placed", metadata: ["standingOrder": "\(order.id.external)", "error": "\(error)"])
                }
                after = order
            }
            done += due.count
            if due.count < DueStandingOrders.part { break }
        }
        return done
    }

    /// The order stays locked while it is placed, as it is now and not as it was when it was found: a store that changes it meanwhile waits, and is
    /// answered with what has become of it. The intake knows nothing of this row, so it never waits for whoever waits here.
    private func place(_ due: DueStandingOrders.Result, today: CalendarDay) async throws {
        let day = due.nextOn
        try await work(for: .system) { [self] work in
            guard let order = try await work.run(TakeStandingOrder(id: due.id)).first?.view, order.nextOn == day, order.status == .active else { return }
            // Days that passed while no server ran aren't made up for, but for the last one.
            let outcome = order.skippedOn == day ? nil : try await placed(order, on: day)
            let next = today.next(isoWeekday: order.weekday)
            _ = try await work.run(UpdateStandingOrder(order: order.worked(on: day, outcome, nextOn: next)))
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

/// In the order of their days; `after`: only those that come behind it, so that one that stays due isn't found again in the same run.
private struct DueStandingOrders: Statement {
    struct Result: RowDecodable {
        let id: StandingOrderID
        let nextOn: CalendarDay
        init(from row: inout RowReader) throws {
            id = StandingOrderID(try row.next())
            nextOn = CalendarDay(daysSince1970: Int(try row.next(Int32.self)))
        }
    }
    static let part = 100
    static let sql = """
        SELECT t.id, t.next_on - date '1970-01-01' FROM standing_orders t
        WHERE t.status = 'active' AND t.next_on <= date '1970-01-01' + $1 AND ($2::int IS NULL OR (t.next_on, t.id) > (date '1970-01-01' + $2, $3::bigint))
        ORDER BY t.next_on, t.id LIMIT \(part)
        """
    let today: CalendarDay
    let after: Result?

    func bind(_ parameters: inout Parameters) {
        parameters.append(Int32(today.daysSince1970))
        parameters.append((after?.nextOn.daysSince1970).map { Int32($0) })
        parameters.append(after?.id.rawValue)
    }
}

/// A standing order under its lock; nothing when another server is placing it or its store changes it just now: the next run comes to it.
private struct TakeStandingOrder: Statement {
    typealias Result = StandingOrderRow
    static let sql = "SELECT \(StandingOrderRow.columns) FROM standing_orders t WHERE t.id = $1 FOR NO KEY UPDATE SKIP LOCKED"
    let id: StandingOrderID

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
    }
}
