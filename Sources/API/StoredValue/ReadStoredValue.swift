import Commerce
import Operations

extension Endpoint {
    static let readStoredValue = Endpoint(.get, "/v1/stored-value/{organization}") { call in
        try call.noQuery()
        let stored = try await call.brand.storedValue(of: try call.code("organization"), as: call.caller)
        return .ok { json in json.object { $0.storedValue(stored) } }
    }

    /// Answers what is stored afterwards, what of bonuses and for gifts it cost, and the entry on the account of the principal.
    static let withdrawStoredValue = Endpoint(.post, "/v1/stored-value/withdrawals", may: .storeValue, keyed: true) { call in
        try call.noQuery()
        var form = try call.form()
        let amountFen = form.int("amountFen", 1...Int64.max)
        let distributor = form.distributor(for: call.caller)
        try form.finish()
        return try await call.work { work in
            let done = try await work.withdrawStoredValue(amountFen, of: distributor)
            return .created { json in
                json.object { json in
                    json.storedValue(done.stored)
                    json.field("forfeitedFen", done.forfeitedFen)
                    json.field("giftFen", done.giftFen)
                    json.object("entry") { $0.accountEntry(done.entry) }
                }
            }
        }
    }
}
