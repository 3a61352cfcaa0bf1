import Commerce
import Operations

extension Endpoint {
    static let readSourcingPolicy = Endpoint(.get, "/v1/sourcing/policy") { call in
        try call.noQuery()
        let view = try await call.brand.sourcingPolicy(as: call.caller)
        return .ok { json in json.object { $0.sourcingPolicy(view) } }
    }
}

extension JSONObjectWriter {
    mutating func sourcingPolicy(_ view: SourcingPolicyView) {
        field("version", view.version)
        view.policy.write(&self)
    }
}
