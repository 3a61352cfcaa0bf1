import Commerce
import Postgres

extension Work {
    /// What a blind box cost whose prize an order sends, for a bottle of it that comes back broken: the order itself costs nothing. What was drawn
    /// stays drawn, and the prize doesn't come back to the pool.
    /// - Returns: nothing for every other order, and for prizes that were won by a token.
    func boxPriceFen(of order: LockedOrder) async throws -> Int64 {
        // Nearly every order has lines that were asked for.
        guard order.lines.allSatisfy({ $0.givenBy != nil }) else { return 0 }
        return try await run(BoxPrice(order: order.id)).first ?? 0
    }
}

private struct BoxPrice: Statement {
    typealias Result = Int64
    static let sql = "SELECT price_fen FROM draws WHERE order_id = $1"
    let order: OrderID

    func bind(_ parameters: inout Parameters) { parameters.append(order.rawValue) }
}
