import Commerce
import Operations

extension Endpoint {
    static let putTierRules = Endpoint(.put, "/v1/storefronts/{distributor}/tier-rules", may: .configureStorefront) { call in
        try call.noQuery()
        let distributor = try call.code("distributor")
        var form = try call.form()
        let rules = TierRules.read(&form)
        try form.finish()
        return try await call.work { work in
            let put = try await work.putTierRules(rules, of: distributor)
            return .ok { json in json.object { $0.tierRules(put) } }
        }
    }

    static let readTierRules = Endpoint(.get, "/v1/storefronts/{distributor}/tier-rules") { call in
        try call.noQuery()
        let found = try await call.brand.tierRules(of: try call.code("distributor"), as: call.caller)
        return .ok { json in json.object { $0.tierRules(found) } }
    }

    /// Ranks all stores by the rules now, as every night.
    static let runTierRules = Endpoint(.post, "/v1/storefronts/{distributor}/tier-rules/run", may: .configureStorefront) { call in
        try call.noQuery()
        let distributor = try call.code("distributor")
        try call.noBody()
        let ranking = try await call.brand.rankStores(of: distributor, as: call.caller)
        return .ok { json in
            json.object { json in
                json.field("stores", ranking.stores)
                json.field("changed", ranking.changed)
            }
        }
    }
}

extension JSONObjectWriter {
    fileprivate mutating func tierRules(_ view: TierRulesView) {
        view.rules.write(&self)
        field("standard", view.isStandard)
    }
}
