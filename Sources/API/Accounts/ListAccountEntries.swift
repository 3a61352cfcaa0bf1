import Commerce
import Operations

/// The accounts of a distributor that can be asked for by name.
private enum OwnAccount: String, CaseIterable {
    case prepaid
    case storedPrincipal
    case storedBonus

    var kind: AccountKind {
        switch self {
        case .prepaid: .prepaid
        case .storedPrincipal: .storedPrincipal
        case .storedBonus: .storedBonus
        }
    }
}

extension Endpoint {
    static let listAccountEntries = Endpoint(.get, "/v1/accounts/{organization}/entries") { call in
        let code = try call.code("organization")
        var query = call.query
        let account = query.choice("account", of: OwnAccount.self) ?? .prepaid
        let page = query.page()
        try query.finish()
        let found = try await call.brand.accountEntries(of: code, account: account.kind, page: page, as: call.caller)
        return .ok(page: found, of: call) { $0.accountEntry($1) }
    }
}
