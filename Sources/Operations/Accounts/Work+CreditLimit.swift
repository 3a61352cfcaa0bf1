package import Commerce
import Postgres

extension Work {
    /// Sets how far below zero a buyer of the caller's may go.
    /// - Returns: the account afterwards.
    /// - Throws: 404 when there is no such distributor or store within the caller's reach; `AccountRefusal.notSeller`; `creditLimitBelowUse` when what is held
    ///   and owed needs more, `limitOutOfRange`.
    package func setCreditLimit(_ limitFen: Int64, of code: Code) async throws -> AccountView {
        let account = try await lockBuyersAccount(of: code)
        let position = try account.position.limiting(to: limitFen)
        let view = AccountView(organization: account.organization, code: code, position: position)
        guard position != account.position else { return view }
        _ = try await run(UpdateCreditLimit(organization: account.organization, limitFen: limitFen))
        try await emit(.creditLimitChanged, about: account.organization) { json in
            json.field("organization", code.text)
            json.field("creditLimitFen", limitFen)
            json.field("previousCreditLimitFen", account.position.creditLimitFen)
            json.field("availableFen", position.availableFen)
        }
        return view
    }
}

struct UpdateCreditLimit: Statement {
    static let sql = "UPDATE accounts SET credit_limit_fen = $2 WHERE organization_id = $1 AND kind = 'prepaid'"
    let organization: OrganizationID
    let limitFen: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(organization.rawValue)
        parameters.append(limitFen)
    }
}
