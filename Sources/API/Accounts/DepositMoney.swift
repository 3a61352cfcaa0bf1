import Commerce
import Operations

extension Endpoint {
    /// Answers the account as it is afterwards, and the entry.
    static let depositMoney = Endpoint(.post, "/v1/accounts/{organization}/deposits", may: .depositMoney, keyed: true) { call in
        try call.noQuery()
        let code = try call.code("organization")
        var form = try call.form()
        let amountFen = form.int("amountFen", 1...Int64.max)
        let memo = form.optionalText("memo", 0...2000) ?? ""
        try form.finish()
        return try await call.work { work in
            let (account, entry) = try await work.deposit(amountFen, to: code, memo: memo)
            return .created { json in
                json.object { json in
                    json.account(account.position)
                    json.object("entry") { $0.accountEntry(entry) }
                }
            }
        }
    }
}
