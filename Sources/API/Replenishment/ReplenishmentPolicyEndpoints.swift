import Commerce
import Operations

extension Endpoint {
    static let readReplenishmentPolicy = Endpoint(.get, "/v1/replenishment/policy", may: .configureStorefront) { call in
        try call.noQuery()
        let found = try await call.brand.replenishmentPolicy(of: call.caller)
        return .ok { found.write(to: &$0) }
    }

    static let putReplenishmentPolicy = Endpoint(.put, "/v1/replenishment/policy", may: .configureStorefront) { call in
        try call.noQuery()
        var form = try call.form()
        let standard = ReplenishmentPolicy()
        let policy = ReplenishmentPolicy(
            leadDays: form.optionalInt("leadDays", ReplenishmentPolicy.leadRange),
            safetyDays: form.optionalInt("safetyDays", ReplenishmentPolicy.safetyRange) ?? standard.safetyDays,
            cycleDays: form.optionalInt("cycleDays", ReplenishmentPolicy.cycleRange) ?? standard.cycleDays,
            lowStockCases: form.optionalInt("lowStockCases", ReplenishmentPolicy.caseRange) ?? standard.lowStockCases)
        let overrides = form.optionalObjects("overrides", 0...ReplenishmentPolicy.maxOverrides) { one in
            ReplenishmentPolicyView.Override(sku: one.code("sku"), cases: one.int("cases", ReplenishmentPolicy.caseRange))
        } ?? []
        if !form.hasFaults { form.refuseRepeated(overrides.map(\.sku), in: "overrides", "DUPLICATE_SKU", field: "/sku") }
        try form.finish()
        return try await call.work { work in
            let put = try await work.putReplenishmentPolicy(ReplenishmentPolicyView(policy: policy, overrides: overrides))
            return .ok { put.write(to: &$0) }
        }
    }
}

extension ReplenishmentPolicyView {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.fieldIfPresent("leadDays", policy.leadDays)
            json.field("safetyDays", policy.safetyDays)
            json.field("cycleDays", policy.cycleDays)
            json.field("lowStockCases", policy.lowStockCases)
            json.array("overrides", overrides) { json, override in
                json.field("sku", override.sku.text)
                json.field("cases", override.cases)
            }
        }
    }
}
