import Commerce
import Operations

extension Endpoint {
    /// What there was, what moved and what there is: a page of the entries, each page with the same sums.
    static let readMemberStatement = Endpoint(.get, "/v1/members/{id}/statement") { call in
        var query = call.query
        let from = query.instant("from")
        let to = query.instant("to")
        if let from, let to, to < from { query.refuse("to", "OUT_OF_RANGE", "to must not be before from.") }
        let page = query.page()
        try query.finish()
        let statement = try await call.brand.memberStatement(of: try call.id(of: MemberEntity.self), from: from, to: to, page: page, as: call.caller)
        return .ok(page: statement.entries, of: call, with: { $0.sums(statement.accounts) }) { $0.memberEntry($1) }
    }
}

extension JSONObjectWriter {
    fileprivate mutating func sums(_ accounts: [MemberStatement.Account]) {
        array("accounts", accounts) { json, account in
            json.field("account", account.kind.rawValue)
            json.field("opening", account.opening)
            json.field("closing", account.closing)
        }
    }

    fileprivate mutating func memberEntry(_ entry: MemberStatement.Entry) {
        field("id", entry.id.external)
        field("at", entry.at.rfc3339)
        field("kind", entry.kind.rawValue)
        field("account", entry.account.rawValue)
        field("amount", entry.amount)
        fieldIfPresent("spend", entry.spend?.external)
        fieldIfPresent("reference", entry.reference)
        fieldIfPresent("coupon", entry.coupon?.code.text)
        fieldIfPresent("couponFen", entry.coupon?.offFen)
    }
}
