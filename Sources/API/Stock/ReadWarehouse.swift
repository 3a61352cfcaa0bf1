import Commerce
import Operations

extension Endpoint {
    static let readWarehouse = Endpoint(.get, "/v1/warehouses/{code}") { call in
        try call.noQuery()
        let warehouse = try await call.brand.warehouse(try call.code("code"), as: call.caller)
        return .ok { json in json.object { $0.warehouse(warehouse) } }
    }
}
