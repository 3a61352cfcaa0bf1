package import Commerce
import Postgres

extension Brand {
    /// Sends the goods that a draw won: places an order of them for whoever drew, at no price and whole or not at all, which takes what anybody may
    /// have and ships as any other. Said by the campaign's owner, or headquarters, once; when that order is cancelled before anything of it ships,
    /// the goods are to be sent again.
    ///
    /// - Returns: as `placeOrder` does, with the draw as it then stands.
    /// - Throws: as `placeOrder`; `DrawRefusal`: `.unknown` when the draw isn't within the caller's reach, `.anothers`, `.nothingToSend`.
    package func fulfilDraw(
        _ id: DrawID, by caller: Caller, once request: IdempotentRequest, accepted: @escaping @Sendable (DrawView) -> StoredAnswer,
        refused: @escaping @Sendable (Reason) -> StoredAnswer
    ) async throws -> Answered {
        guard let found = try await writer.run(ReadOwnedDraw(draw: id)).first, caller.reaches(found.draw.organization) else { throw DrawRefusal.unknown }
        guard caller.reaches(found.owner) else { throw DrawRefusal.anothers }
        guard let code = found.draw.sku else { throw DrawRefusal.nothingToSend }
        let won = found.draw.view(try await names(organizations: [found.draw.organization]))
        guard let buyer = try await distributor(named: won.organization) else { throw DrawRefusal.unknown }
        guard let place = buyer.place else { throw OrderRefusal.noPlace }
        if catalog.current.skus[code] == nil { try await catalog.reload([.skus]) }
        // Sold no more: there is none to be had of it.
        guard let sku = catalog.current.skus[code] else {
            throw OrderRefusal.outOfStock([OrderRefusal.Shortfall(line: 0, wantedUnits: DrawView.prizeUnits, availableUnits: 0)])
        }
        let prize = PricedOrder(prize: id, of: won.campaign, sku: sku, units: DrawView.prizeUnits, buyer: buyer.buyer, place: place)
        return try await intake.place(
            IncomingOrder(
                priced: prize, caller: caller, buyerCode: buyer.code, request: request, keepsRefusals: true,
                accepted: { order in
                    var sent = won
                    sent.state = .sent
                    sent.sentAt = order.placedAt
                    sent.order = order.id
                    return accepted(sent)
                },
                refused: refused))
    }
}

extension Work {
    /// An order that sent a prize won't come: the goods are still to be sent, or reversed when what earned them came back meanwhile. Its row is
    /// locked, and so is everything that comes before draws.
    func giveBackPrize(of order: LockedOrder) async throws {
        // Nearly every order has lines that were asked for.
        guard order.lines.allSatisfy({ $0.givenBy != nil }) else { return }
        for draw in try await run(ReopenDraw(order: order.id)) where draw.state == .reversed { try await tellReversed(draw) }
    }
}

/// What there may be to send; whose it is to send never changes.
private struct ReadOwnedDraw: Statement {
    struct Result: RowDecodable {
        let draw: DrawRow
        let owner: OrganizationID
        init(from row: inout RowReader) throws {
            draw = try DrawRow(from: &row)
            owner = OrganizationID(try row.next())
        }
    }
    static let sql = "SELECT \(DrawRow.columns), c.organization_id FROM draws d JOIN campaigns c ON c.id = d.campaign_id WHERE d.id = $1"
    let draw: DrawID

    func bind(_ parameters: inout Parameters) { parameters.append(draw.rawValue) }
}

/// Locks draws in key order and tells whether their goods are still to be sent. After everything else that an order locks.
struct LockPrizes: Statement {
    struct Result: RowDecodable {
        let draw: DrawID
        let isOpen: Bool
        init(from row: inout RowReader) throws {
            draw = DrawID(try row.next())
            isOpen = try row.next()
        }
    }
    static let sql = """
        SELECT d.id, d.state = 'open' FROM unnest($1::bigint[]) AS k (i), LATERAL (SELECT id, state FROM draws WHERE id = k.i FOR NO KEY UPDATE) d
        """
    /// Sorted and without repetition.
    let draws: [DrawID]

    func bind(_ parameters: inout Parameters) { parameters.append(draws.map(\.rawValue)) }
}

struct SendPrizes: Statement {
    struct Row: Sendable {
        let draw: DrawID
        let order: OrderID
    }
    static let sql = """
        UPDATE draws d SET state = 'sent', sent_at = $1, order_id = u.o FROM unnest($2::bigint[], $3::bigint[]) AS u (i, o) WHERE d.id = u.i
        """
    let rows: [Row]
    let at: Instant

    var isNeeded: Bool { !rows.isEmpty }

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
        parameters.append(rows.map(\.draw.rawValue))
        parameters.append(rows.map(\.order.rawValue))
    }
}

private struct ReopenDraw: Statement {
    typealias Result = DrawRow
    static let sql = """
        UPDATE draws d SET state = CASE WHEN forfeited THEN 'reversed' ELSE 'open' END, sent_at = NULL, order_id = NULL WHERE order_id = $1
        RETURNING \(DrawRow.columns)
        """
    let order: OrderID

    func bind(_ parameters: inout Parameters) { parameters.append(order.rawValue) }
}
