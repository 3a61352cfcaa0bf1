import Commerce
import Postgres

extension Work {
    /// Second phase of points that pay a part of an order: with what is given up or refunded they come back. The buyer's prepaid account is locked.
    /// - Parameter fen: What they pay of the part.
    /// - Throws: `BrokenOrder`.
    func movePoints(_ fen: Int64, of hold: PointsHold?, _ order: LockedOrder, as outcome: TenderOutcome, reference: Int64?) async throws {
        guard fen > 0 else { return }
        let back: Int64? =
            switch outcome {
            case .posted: 0
            case .voided: hold?.voiding(fen)
            case .refunded: hold?.refunding(fen)
            }
        guard let hold, let back else { throw BrokenOrder(order: order.id, line: 0) }
        _ = try await run(ResolvePointHold(order: order.id, fen: fen, points: back, outcome: outcome))
        guard outcome != .posted else { return }
        let entry = InsertPointEntries.Row(
            id: try await newID(), organization: order.organization, owner: hold.owner, order: order.id, points: back, fen: fen,
            reference: outcome == .refunded ? reference : nil, kind: outcome == .refunded ? .refunded : .released)
        _ = try await run(ChangePoints([entry]), InsertPointEntries(rows: [entry], at: now))
    }
}

struct ReadPointHold: Statement {
    struct Result: RowDecodable {
        /// Nil for figures that contradict each other.
        let hold: PointsHold?
        init(from row: inout RowReader) throws {
            hold = PointsHold(
                owner: OrganizationID(try row.next()), points: try row.next(), amountFen: try row.next(), postedFen: try row.next(),
                voidedFen: try row.next(), refundedFen: try row.next())
        }
    }
    static let sql = "SELECT owner_id, points, amount_fen, posted_fen, voided_fen, refunded_fen FROM point_holds WHERE order_id = $1"
    let order: OrderID

    func bind(_ parameters: inout Parameters) { parameters.append(order.rawValue) }
}

private struct ResolvePointHold: Statement {
    static let sql = """
        UPDATE point_holds SET posted_fen = posted_fen + $2, voided_fen = voided_fen + $3, refunded_fen = refunded_fen + $4,
               voided_points = voided_points + $5, refunded_points = refunded_points + $6
        WHERE order_id = $1
        """
    let order: OrderID
    let fen: Int64
    let points: Int64
    let outcome: TenderOutcome

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
        for value in outcome.columns(fen) + outcome.columns(points).dropFirst() { parameters.append(value) }
    }
}
