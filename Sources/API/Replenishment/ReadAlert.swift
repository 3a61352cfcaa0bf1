import Commerce
import Operations

extension Endpoint {
    static let readAlert = Endpoint(.get, "/v1/alerts/{id}") { call in
        try call.noQuery()
        let found = try await call.brand.stockAlert(try call.id(of: StockAlertEntity.self), as: call.caller)
        return .ok { json in json.object { $0.alert(found) } }
    }
}
