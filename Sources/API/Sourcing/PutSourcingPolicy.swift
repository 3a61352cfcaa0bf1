import Commerce
import Operations

extension Endpoint {
    /// Fields left out take their defaults. `version`, when said, is the one that was read: another one in force by now is a conflict.
    static let putSourcingPolicy = Endpoint(.put, "/v1/sourcing/policy", may: .setPolicies) { call in
        try call.noQuery()
        var form = try call.form()
        let version = form.optionalInt("version", 0...Int(Int32.max))
        let policy = form.sourcingPolicy()
        try form.finish()
        let answer = try await call.work { work in
            let view = try await work.setSourcingPolicy(policy, following: version)
            return .ok { json in json.object { $0.sourcingPolicy(view) } }
        }
        await call.brand.offerStockToBackorders(for: call.caller)
        return answer
    }
}
