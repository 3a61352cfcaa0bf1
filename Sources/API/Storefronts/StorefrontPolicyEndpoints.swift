import Commerce
import Operations

extension Endpoint {
    static let putStorefrontPolicy = Endpoint(.put, "/v1/regions/{code}/storefront-policy", may: .limitStorefronts) { call in
        try call.noQuery()
        let region = try call.code("code")
        var form = try call.form()
        let policy = StorefrontPolicy(
            regionStock: form.bool("regionStock"), maxOffBps: form.optionalInt("maxOffBps", 0...10_000),
            maxBudgetFen: form.optionalInt("maxBudgetFen", 0...Int64.max))
        try form.finish()
        return try await call.work { work in
            let put = try await work.putStorefrontPolicy(policy, of: region)
            return .ok { json in json.object { $0.storefrontPolicy(put, of: region) } }
        }
    }

    static let readStorefrontPolicy = Endpoint(.get, "/v1/regions/{code}/storefront-policy") { call in
        try call.noQuery()
        let region = try call.code("code")
        let found = try await call.brand.storefrontPolicy(of: region, as: call.caller)
        return .ok { json in json.object { $0.storefrontPolicy(found, of: region) } }
    }
}

extension JSONObjectWriter {
    fileprivate mutating func storefrontPolicy(_ policy: StorefrontPolicy, of region: Code) {
        field("region", region.text)
        field("regionStock", policy.regionStock)
        field("maxOffBps", policy.maxOffBps)
        field("maxBudgetFen", policy.maxBudgetFen)
    }
}
