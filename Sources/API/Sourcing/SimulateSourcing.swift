import Commerce
import Operations

extension Endpoint {
    /// Everything is in the request: nothing is read and nothing kept.
    static let simulateSourcing = Endpoint(.post, "/v1/sourcing/simulations", writes: false) { call in
        try call.noQuery()
        var form = try call.form()
        let shipTo = form.optionalObject("shipTo") { $0.spherePoint() }
        let policy = form.optionalObject("policy") { $0.sourcingPolicy() }
        let lines = form.objects("lines", 1...SourcingSimulation.maxLines, tooMany: "TOO_MANY_LINES") { line in
            SourcingSimulation.Line(
                sku: line.code("sku"), units: line.int("units", 1...AllocationDraft.maxUnits),
                gramsPerUnit: line.int("gramsPerUnit", 0...1_000_000_000))
        }
        let warehouses = form.objects("warehouses", 0...SourcingSimulation.maxWarehouses, tooMany: "TOO_MANY_WAREHOUSES") { warehouse in
            SourcingSimulation.Warehouse(
                code: warehouse.code("code"), tier: warehouse.choice("tier", from: [.hq, .region, .otherRegions, .own]),
                distance: warehouse.distance(),
                stock: warehouse.optionalObjects("stock", 0...1000) { stock in
                    SourcingSimulation.Stock(
                        sku: stock.code("sku"), general: stock.optionalInt("general", 0...MovementPlan.maxOnHand) ?? 0,
                        pool: stock.optionalInt("pool", 0...MovementPlan.maxOnHand) ?? 0)
                } ?? [])
        }
        let simulation = try form.draft {
            try SourcingSimulation(shipTo: shipTo, policy: policy ?? .standard, lines: lines, warehouses: warehouses)
        }
        let plan = try await simulation.planInTurn()
        return .ok { json in
            json.object { json in
                json.field("plan") { json in
                    plan.write(
                        to: &json, warehouse: { simulation.warehouses[Int($0)].code.text }, sku: { simulation.skus[Int($0)].text })
                }
            }
        }
    }
}

extension ObjectForm {
    /// `distanceMetres`, which counts where both are said, or coordinates to measure from.
    fileprivate mutating func distance() -> SourcingSimulation.Distance {
        if isStandIn { return .metres(0) }
        guard has("distanceMetres") else { return .from(spherePoint()) }
        if has("latitude") || has("longitude") { _ = spherePoint() }
        return .metres(int("distanceMetres", 0...100_000_000))
    }
}
