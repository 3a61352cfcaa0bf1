import Commerce
import Operations

extension Endpoint {
    /// Why the order comes from where it does: every warehouse, and why not the others.
    static let readOrderSourcing = Endpoint(.get, "/v1/orders/{id}/sourcing") { call in
        try call.noQuery()
        let sourcing = try await call.brand.sourcing(of: try await call.namedOrder(), as: call.caller)
        return .ok { json in
            json.object { json in
                json.field("order", sourcing.order.external)
                json.field("number", sourcing.number)
                json.field("policyVersion", sourcing.first.policyVersion)
                json.field("plan") { sourcing.write(sourcing.first.plan, to: &$0) }
                json.array("later", sourcing.later) { json, step in
                    json.field("at", step.at.rfc3339)
                    json.field("policyVersion", step.policyVersion)
                    json.field("plan") { sourcing.write(step.plan, to: &$0) }
                }
            }
        }
    }
}

extension OrderSourcing {
    fileprivate func write(_ plan: SourcingPlan, to json: inout JSONWriter) {
        plan.write(to: &json, warehouse: { warehouses[$0]?.text ?? "" }, sku: { skus[$0]?.text ?? "" })
    }
}
