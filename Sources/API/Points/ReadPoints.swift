import Commerce
import Operations

extension Endpoint {
    static let readPoints = Endpoint(.get, "/v1/points/{organization}") { call in
        try call.noQuery()
        let found = try await call.brand.points(of: try call.code("organization"), as: call.caller)
        return .ok { json in
            json.object { json in
                json.array("items", found) { json, points in
                    json.field("owner", points.owner.text)
                    json.field("points", points.points)
                    json.field("redeemable", points.redeemable)
                }
            }
        }
    }
}
