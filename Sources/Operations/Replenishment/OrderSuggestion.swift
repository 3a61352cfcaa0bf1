package import Commerce
import Postgres

extension Brand {
    /// Turns an open suggestion into its distributor's order on the brand.
    ///
    /// The suggestion is marked in the transaction that places the order, under its lock, so however often and by whomever it is asked for there is
    /// one order. A refusal leaves it open and is kept as the key's answer.
    ///
    /// - Throws: 404 when there is no such suggestion within the caller's reach; `ReplenishmentRefusal` when it is no longer open; as
    ///   `placeOrder`.
    package func orderSuggestion(
        _ id: SuggestionID, by caller: Caller, once request: IdempotentRequest,
        accepted: @escaping @Sendable (OrderView) -> StoredAnswer, refused: @escaping @Sendable (Reason) -> StoredAnswer
    ) async throws -> Answered {
        let suggestion = try await suggestion(id, as: caller)
        // Goods that aren't sold any more must not hide what became of it.
        guard suggestion.status == .open else { return try await work(for: caller, once: request, refused: refused) { _ in throw suggestion.status.refusal } }
        let draft = OrderDraft(
            distributor: suggestion.distributor, shipTo: nil,
            lines: [OrderDraft.Line(sku: suggestion.sku, quantity: suggestion.suggestedCases, unit: .case)], allowPartial: nil, allowBackorder: false,
            note: nil)
        let (buyer, draftPriced) = try await price(draft, for: caller)
        var priced = draftPriced
        priced.suggestion = id
        return try await intake.place(
            IncomingOrder(
                priced: priced, caller: caller, buyerCode: buyer.code, request: request, keepsRefusals: true, accepted: accepted, refused: refused))
    }
}

extension Work {
    /// The caller doesn't want to hear of it for a cycle of its policy.
    /// - Throws: 404 for any suggestion but the caller's own; `ReplenishmentRefusal` when it is no longer open.
    package func dismissSuggestion(_ id: SuggestionID) async throws {
        guard let found = try await run(LockSuggestion(id: id)).first, found.organization == caller.organization else { throw Reason.absent("suggestion") }
        guard found.status == .open else { throw found.status.refusal }
        _ = try await run(DismissSuggestion(id: id, at: now))
    }
}

extension BatchWriter {
    /// Locks the suggestions that the batch's orders follow, after everything else; nearly always there are none, and they cost no round trip.
    func lockSuggestions(_ batch: [OrderIntake.Waiting], _ transaction: Transaction) async throws -> [SuggestionID: SuggestionStatus] {
        let ids = Set(batch.compactMap(\.order.priced.suggestion)).sorted()
        guard !ids.isEmpty else { return [:] }
        let found = try await transaction.run(LockSuggestions(ids: ids))
        return Dictionary(found.map { ($0.id, $0.status) }) { first, _ in first }
    }
}

extension SuggestionStatus {
    var refusal: ReplenishmentRefusal {
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

/// In key order, each row as it is under its lock.
private struct LockSuggestions: Statement {
    struct Result: RowDecodable {
        let id: SuggestionID
        let status: SuggestionStatus
        init(from row: inout RowReader) throws {
            id = SuggestionID(try row.next())
            status = SuggestionStatus(rawValue: try row.next()) ?? .outdated
        }
    }
    static let sql = """
        SELECT g.id, g.status FROM unnest($1::bigint[]) AS k (i), LATERAL (SELECT id, status FROM replenishment_suggestions WHERE id = k.i FOR NO KEY UPDATE) g
        """
    /// Sorted and without repetition.
    let ids: [SuggestionID]

    func bind(_ parameters: inout Parameters) {
        parameters.append(ids.map(\.rawValue))
    }
}

private struct DismissSuggestion: Statement {
    static let sql = "UPDATE replenishment_suggestions SET status = 'dismissed', decided_at = $2 WHERE id = $1"
    let id: SuggestionID
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
        parameters.append(Timestamp(at))
    }
}

/// Marks the suggestions that a batch's orders followed; their rows are locked.
struct MarkSuggestionsOrdered: Statement {
    static let sql = """
        UPDATE replenishment_suggestions g SET status = 'ordered', order_id = u.o, decided_at = $1 FROM unnest($2::bigint[], $3::bigint[]) AS u (i, o)
        WHERE g.id = u.i
        """
    let rows: [(suggestion: SuggestionID, order: OrderID)]
    let at: Instant

    var isNeeded: Bool { !rows.isEmpty }

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
        parameters.append(rows.map(\.suggestion.rawValue))
        parameters.append(rows.map(\.order.rawValue))
    }
}
