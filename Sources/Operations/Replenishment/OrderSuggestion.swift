package import Commerce
import Postgres

extension Brand {
    /// Turns an open suggestion into its distributor's order on the brand.
    ///
    /// The order is placed under a key of the suggestion's own, so however often and by whomever it is asked for there is one order: whoever
    /// comes after a crash between order and mark finds the order placed, and marks it. A refusal leaves the suggestion open.
    ///
    /// - Throws: 404 when there is no such suggestion within the caller's reach; `ReplenishmentRefusal` when it is no longer open; as
    ///   `placeOrder`.
    package func orderSuggestion(
        _ id: SuggestionID, by caller: Caller, once request: IdempotentRequest,
        accepted: @escaping @Sendable (OrderView) -> StoredAnswer, refused: @escaping @Sendable (Reason) -> StoredAnswer
    ) async throws -> Answered {
        let suggestion = try await suggestion(id, as: caller)
        let order = suggestion.status == .open ? try await order(placing(suggestion, by: caller), as: caller) : nil
        return try await work(for: caller, once: request, refused: refused) { work in
            guard let status = try await work.run(LockSuggestion(id: id)).first?.status else { throw Reason.absent("suggestion") }
            // Worked out anew or dismissed while the order was placed, it is ordered all the same.
            guard let order, status != .ordered else { throw status.refusal }
            _ = try await work.run(DecideSuggestion(id: id, status: .ordered, order: order.id, at: work.now))
            return accepted(order)
        }
    }

    private func placing(_ suggestion: SuggestionView, by caller: Caller) async throws -> OrderID {
        let key = suggestion.id.external
        let draft = OrderDraft(
            distributor: suggestion.distributor, shipTo: nil,
            lines: [OrderDraft.Line(sku: suggestion.sku, quantity: suggestion.suggestedCases, unit: .case)], allowPartial: nil, allowBackorder: false,
            note: nil)
        let answer = try await placeOrder(
            draft, by: caller, once: IdempotentRequest(clientID: "replenishment", route: "suggestion", key: key, body: Array(key.utf8)),
            keepsRefusals: false, accepted: { StoredAnswer(status: 201, body: Array($0.id.external.utf8)) },
            refused: { StoredAnswer(status: 409, body: Array($0.code.utf8)) }
        ).answer
        guard let order = OrderID(external: String(decoding: answer.body, as: UTF8.self)) else { throw Reason.absent("order") }
        return order
    }
}

extension Work {
    /// The caller doesn't want to hear of it for a cycle of its policy.
    /// - Throws: 404 for any suggestion but the caller's own; `ReplenishmentRefusal` when it is no longer open.
    package func dismissSuggestion(_ id: SuggestionID) async throws {
        guard let found = try await run(LockSuggestion(id: id)).first, found.organization == caller.organization else { throw Reason.absent("suggestion") }
        guard found.status == .open else { throw found.status.refusal }
        _ = try await run(DecideSuggestion(id: id, status: .dismissed, order: nil, at: now))
    }
}

extension SuggestionStatus {
    fileprivate var refusal: ReplenishmentRefusal {
        switch self {
        case .ordered: .ordered
        case .dismissed: .dismissed
        case .open, .outdated: .outdated
        }
    }
}

private struct LockSuggestion: Statement {
    struct Result: RowDecodable {
        let organization: OrganizationID
        let status: SuggestionStatus
        init(from row: inout RowReader) throws {
            organization = OrganizationID(try row.next())
            status = SuggestionStatus(rawValue: try row.next()) ?? .outdated
        }
    }
    static let sql = "SELECT organization_id, status FROM replenishment_suggestions WHERE id = $1 FOR NO KEY UPDATE"
    let id: SuggestionID

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
    }
}

private struct DecideSuggestion: Statement {
    static let sql = "UPDATE replenishment_suggestions SET status = $2, order_id = $3, decided_at = $4 WHERE id = $1"
    let id: SuggestionID
    let status: SuggestionStatus
    let order: OrderID?
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
        parameters.append(status.rawValue)
        parameters.append(order?.rawValue)
        parameters.append(Timestamp(at))
    }
}
