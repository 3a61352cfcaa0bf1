import Commerce
import Operations

extension Endpoint {
    static let setCreditLimit = Endpoint(.put, "/v1/accounts/{organization}/credit-limit", may: .setCreditLimits) { call in
        try call.noQuery()
        let code = try call.code("organization")
        var form = try call.form()
        let limitFen = form.int("creditLimitFen", 0...Int64.max)
        try form.finish()
        return try await call.work { work in
            let account = try await work.setCreditLimit(limitFen, of: code)
            return .ok { json in json.object { $0.account(account.position) } }
        }
    }
}
