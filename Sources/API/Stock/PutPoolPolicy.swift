import Commerce
import Operations

extension Endpoint {
    /// `version`, when said, is the one that was read: another one in force by now is a conflict.
    static let putPoolPolicy = Endpoint(.put, "/v1/stock/pool-policy", may: .setPolicies) { call in
        try call.noQuery()
        var form = try call.form()
        let version = form.optionalInt("version", 0...Int(Int32.max))
        let ratioBps = form.int("ratioBps", PoolPolicyDraft.rates)
        let perDistributorBps = form.int("perDistributorBps", PoolPolicyDraft.rates)
        let overrides = form.optionalObjects("overrides", 0...PoolPolicyDraft.maxOverrides) { override in
            PoolPolicyDraft.Override(sku: override.code("sku"), ratioBps: override.int("ratioBps", PoolPolicyDraft.rates))
        }
        let draft = try form.draft {
            try PoolPolicyDraft(ratioBps: ratioBps, perDistributorBps: perDistributorBps, overrides: overrides ?? [])
        }
        let answer = try await call.work { work in
            let policy = try await work.setPoolPolicy(draft, following: version)
            return .ok { json in json.object { $0.poolPolicy(policy) } }
        }
        await call.brand.offerStockToBackorders(for: call.caller)
        return answer
    }
}
