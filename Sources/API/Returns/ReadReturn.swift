import Commerce
import Operations

extension Endpoint {
    static let readReturn = Endpoint(.get, "/v1/returns/{id}") { call in
        try call.noQuery()
        let found = try await call.brand.return(try call.id(of: ReturnEntity.self), as: call.caller)
        return .ok { json in json.object { $0.return(found) } }
    }
}
