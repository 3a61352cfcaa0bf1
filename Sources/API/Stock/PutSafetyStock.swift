import Commerce
import Operations

extension Endpoint {
    static let putSafetyStock = Endpoint(.put, "/v1/stock/safety", may: .manageWarehouses) { call in
        try call.noQuery()
        var form = try call.form()
        let warehouse = form.code("warehouse")
        let sku = form.code("sku")
        let units = form.int("units", 0...MovementPlan.maxOnHand)
        try form.finish()
        return try await call.work { work in
            let stock = try await work.setSafetyStock(units, of: sku, in: warehouse)
            return .ok { json in json.object { $0.stock(stock) } }
        }
    }
}
