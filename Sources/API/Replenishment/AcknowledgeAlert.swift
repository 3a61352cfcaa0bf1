import Commerce
import Operations

extension Endpoint {
    static let acknowledgeAlert = Endpoint(.post, "/v1/alerts/{id}/acknowledge", may: .configureStorefront) { call in
        try call.noQuery()
        try call.noBody()
        let id = try call.id(of: StockAlertEntity.self)
        return try await call.work { work in
            let alert = try await work.acknowledgeStockAlert(id)
            return .ok { json in json.object { $0.alert(alert) } }
        }
    }
}
