@testable import API
import Commerce
import TestSupport
import Testing

extension Walk {
    func stockRoutes() async throws {
        try await send(.get, "/v1/warehouses", query: "limit=1", as: "S-110105-001", expecting: 200)
        let warehouse = #"{"code":"WH-GZ","name":"广州总仓","latitude":23.12911,"longitude":113.264385}"#
        try await send(.post, "/v1/warehouses", body: warehouse, expecting: 201)
        try await send(.post, "/v1/warehouses", body: warehouse, expecting: 409)
        try await send(.get, "/v1/warehouses/{code}", ["WH-GZ"], expecting: 200)
        let movements = "/v1/stock/movements"
        try await send(.post, movements, body: #"{"kind":"receipt","warehouse":"WH-GZ","reason":"到货","lines":[{"sku":"A","units":600},{"sku":"L","units":7}]}"#, expecting: 201)
        try await send(.post, movements, body: #"{"kind":"transfer","warehouse":"WH-GZ","toWarehouse":"RW-11","reason":"","lines":[{"sku":"A","units":6}]}"#, expecting: 201)
        try await send(.post, movements, body: #"{"kind":"adjustment","warehouse":"WH-GZ","reason":"盘亏","lines":[{"sku":"L","units":-1}]}"#, expecting: 201)
        try await send(.post, movements, body: #"{"kind":"adjustment","warehouse":"WH-GZ","reason":"","lines":[{"sku":"L","units":-1000}]}"#, expecting: 409)
        try await send(.post, movements, as: "R-11", body: #"{"kind":"receipt","warehouse":"WH-GZ","reason":"","lines":[{"sku":"L","units":1}]}"#, expecting: 403)
        try await send(.get, movements, query: "limit=1&warehouse=WH-GZ&sku=A", expecting: 200)
        try await lots()
        for caller in ["HQ", "D-110105"] { try await send(.get, "/v1/stock", query: "limit=3", as: caller, expecting: 200) }
        try await send(.put, "/v1/stock/safety", body: #"{"warehouse":"WH-GZ","sku":"A","units":6}"#, expecting: 200)
        try await policies()
        let period = #""sku":"C","from":"2026-01-01T00:00:00Z","to":"2026-02-01T00:00:00Z""#
        try await send(.put, "/v1/allocations", body: "{\(period)," + #""shares":[{"organization":"R-11","units":120},{"organization":"D-310101","units":60}]}"#, expecting: 200)
        try await send(.put, "/v1/allocations", as: "R-11", body: "{\(period)," + #""shares":[{"organization":"D-110105","units":600}]}"#, expecting: 409)
        try await send(.put, "/v1/allocations", as: "R-11", body: "{\(period)," + #""shares":[{"organization":"D-310101","units":6}]}"#, expecting: 404)
        for caller in ["HQ", "R-11", "D-310101"] { try await send(.get, "/v1/allocations", query: "sku=C", as: caller, expecting: 200) }
        try await send(.post, "/v1/orders", as: "D-310101", body: #"{"lines":[{"sku":"C","quantity":11}]}"#, expecting: 409)
        try await send(.put, "/v1/allocations", body: "{\(period)," + #""shares":[]}"#, expecting: 200)
        try await send(.post, "/v1/allocations/proposals", body: #"{"sku":"A","units":60,"from":"2026-01-01T00:00:00Z","to":"2026-02-01T00:00:00Z","among":"regions"}"#, expecting: 200)
    }

    private func lots() async throws {
        func move(_ kind: String, _ line: String, to: String = "", expecting status: Int) async throws {
            let body = #"{"kind":"\#(kind)","warehouse":"WH-GZ",\#(to)"reason":"","lines":[{"sku":"B",\#(line)}]}"#
            try await send(.post, "/v1/stock/movements", body: body, expecting: status)
        }
        try await move("receipt", #""units":12,"lot":"L1","productionDate":"2026-01-01","bestBefore":"2026-02-01""#, expecting: 201)
        try await move("receipt", #""units":12,"lot":"L2","productionDate":"2026-01-01""#, expecting: 201)
        try await move("receipt", #""units":12,"lot":"L1","productionDate":"2026-01-02""#, expecting: 409)
        try await move("receipt", #""units":12,"productionDate":"2026-01-02""#, expecting: 422)
        try await move("adjustment", #""units":-1,"lot":"L3""#, expecting: 422)
        try await move("adjustment", #""units":-1,"lot":"L1""#, expecting: 201)
        try await move("transfer", #""units":6"#, to: #""toWarehouse":"RW-11","#, expecting: 201)
        try await send(.get, "/v1/lots", query: "warehouse=WH-GZ&sku=B&limit=1", expecting: 200)
        for caller in ["HQ", "R-11", "D-110105", "S-110105-001"] { try await send(.get, "/v1/lots", query: "expiringWithinDays=90", as: caller, expecting: 200) }
    }

    private func policies() async throws {
        try await send(.get, "/v1/stock/pool-policy", as: "D-110105", expecting: 200)
        let pool = #"{"version":1,"ratioBps":3000,"perDistributorBps":2000,"overrides":[{"sku":"B","ratioBps":0}]}"#
        try await send(.put, "/v1/stock/pool-policy", body: pool, expecting: 200)
        try await send(.put, "/v1/stock/pool-policy", body: pool, expecting: 409)
        try await send(.post, "/v1/stock/pool-policy/simulations", body: example(of: "PoolSimulation"), expecting: 200)
        try await send(.post, "/v1/stock/pool-policy/simulations", body: #"{"ratioBps":1,"from":"2026-01-01T00:00:00Z","to":"2025-01-01"}"#, expecting: 422)
        try await send(.get, "/v1/sourcing/policy", as: "D-110105", expecting: 200)
        try await send(.put, "/v1/sourcing/policy", body: #"{"version":1,"maxShipments":9,"maxDistanceKm":9000}"#, expecting: 200)
        try await send(.put, "/v1/sourcing/policy", body: #"{"tiers":[]}"#, expecting: 422)
        try await send(.put, "/v1/sourcing/policy", body: "{}", expecting: 200)
        try await send(.post, "/v1/sourcing/simulations", as: "S-110105-001", body: example(of: "Simulation"), expecting: 200)
    }

    /// The first example of a schema of the document, as JSON.
    func example(of schema: String) throws -> String {
        let schema = document.root["components"]?.object?["schemas"]?.object?[schema]
        return try #require(schema?.object?["examples"]?.array?.first).json
    }

    func orderRoutes() async throws {
        try await send(.post, "/v1/quotes", as: "R-11", body: #"{"distributor":"D-110105","lines":[{"sku":"A","quantity":2},{"sku":"L","quantity":5,"unit":"bottle"}]}"#, expecting: 200)
        try await send(.post, "/v1/quotes", as: "D-110105", body: #"{"lines":[{"sku":"A","quantity":9999}]}"#, expecting: 200)
        let order = try await place("D-110105", #"{"lines":[{"sku":"A","quantity":2},{"sku":"L","quantity":5,"unit":"bottle"}],"note":"急"}"#)
        try await send(.post, "/v1/orders", as: "D-110105", body: #"{"lines":[{"sku":"A","quantity":9999}]}"#, expecting: 409)
        try await send(.post, "/v1/orders", as: "D-110105", body: #"{"lines":[{"sku":"A","quantity":1,"unit":"bottle"},{"sku":"ZZ","quantity":1}]}"#, expecting: 422)
        try await send(.post, "/v1/orders", body: #"{"distributor":"D-999999","lines":[{"sku":"A","quantity":1}]}"#, expecting: 404)
        try await send(.get, "/v1/orders/{id}", [order], as: "D-110105", expecting: 200)
        try await send(.get, "/v1/orders/{id}/sourcing", [order], as: "D-110105", expecting: 200)
        let query = "limit=1&status=confirmed&distributor=D-110105&placedFrom=2026-01-01T00:00:00Z&placedTo=2027-01-01T00:00:00%2B08:00"
        try await send(.get, "/v1/orders", query: query, expecting: 200)
        try await send(.get, "/v1/orders", query: "distributor=D-999999", expecting: 404)
        try await send(.post, "/v1/orders/{id}/cancel", [order], as: "D-110105", expecting: 200)
        try await send(.post, "/v1/orders/{id}/cancel", [order], as: "D-110105", body: "{}", expecting: 409)
        let waiting = try await place("D-310101", #"{"lines":[{"sku":"B","quantity":999}],"allowBackorder":true,"allowPartial":true}"#)
        try await send(.get, "/v1/orders/{id}", [waiting], as: "R-31", expecting: 200)
        try await send(.get, "/v1/backorders", query: "limit=1", expecting: 200)
        let sheet = "orderRef,sku,quantity,unit\nPO-1,A,1,case\nPO-2,A,1,box\n"
        try await send(.post, "/v1/orders/import", as: "D-110105", body: sheet, mediaType: "text/csv", expecting: 200)
        try await shipments()
    }

    /// Places an order and tells its id.
    func place(_ distributor: String, _ body: String) async throws -> String {
        try #require(try await send(.post, "/v1/orders", as: distributor, body: body, expecting: 201)["id"])
    }

    private func shipments() async throws {
        let order = try await place("D-110106", #"{"lines":[{"sku":"A","quantity":4}]}"#)
        let read = try await send(.get, "/v1/orders/{id}", [order], expecting: 200)
        let shipment = try #require(read.text(at: "shipments/0/id"))
        try await send(.get, "/v1/shipments/{id}", [shipment], as: "D-110106", expecting: 200)
        try await send(.get, "/v1/shipments/{id}/despatch-note", [shipment], expecting: 200)
        try await send(.post, "/v1/shipments/{id}/ship", [shipment], expecting: 409)
        try await send(.post, "/v1/shipments/{id}/pick", [shipment], as: "R-11", expecting: 403)
        try await send(.post, "/v1/shipments/{id}/pick", [shipment], expecting: 200)
        try await send(.post, "/v1/shipments/{id}/pick", [shipment], expecting: 409)
        try await send(.post, "/v1/shipments/{id}/short", [shipment], body: #"{"lines":[{"sku":"A","missingUnits":999}]}"#, expecting: 409)
        try await send(.post, "/v1/shipments/{id}/short", [shipment], body: #"{"lines":[{"sku":"A","missingUnits":6}]}"#, expecting: 200)
        try await send(.post, "/v1/shipments/{id}/deliver", [shipment], as: "D-110106", expecting: 409)
        try await send(.post, "/v1/shipments/{id}/ship", [shipment], expecting: 200)
        try await send(.post, "/v1/shipments/{id}/short", [shipment], body: #"{"lines":[{"sku":"A","missingUnits":6}]}"#, expecting: 409)
        try await send(.post, "/v1/shipments/{id}/deliver", [shipment], as: "D-110106", expecting: 200)
        try await send(.get, "/v1/orders/{id}/sourcing", [order], as: "D-110106", expecting: 200)
        try await send(.get, "/v1/shipments/{id}/despatch-note", [shipment], as: "D-110106", expecting: 200)
        try await send(.get, "/v1/shipments", query: "limit=1&warehouse=WH-TJ&status=delivered", expecting: 200)
        try await send(.get, "/v1/shipments", query: "warehouse=ZZ", expecting: 404)
        try await send(.get, "/v1/reports/promises", query: "from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z", expecting: 200)
        try await send(.get, "/v1/reports/promises", query: "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", expecting: 422)
    }

    func returnRoutes() async throws {
        let order = try await place("D-110105", #"{"lines":[{"sku":"A","quantity":2}]}"#)
        let shipment = try #require(try await send(.get, "/v1/orders/{id}", [order]).text(at: "shipments/0/id"))
        try await send(.post, "/v1/shipments/{id}/pick", [shipment], expecting: 200)
        try await send(.post, "/v1/shipments/{id}/ship", [shipment], expecting: 200)
        func request(_ units: Int, expecting status: Int) async throws -> String {
            let body = #"{"order":"\#(order)","reason":"破损","lines":[{"sku":"A","units":\#(units)}]}"#
            return try await send(.post, "/v1/returns", as: "D-110105", body: body, expecting: status)["id"] ?? ""
        }
        let refused = try await request(2, expecting: 201)
        let accepted = try await request(3, expecting: 201)
        _ = try await request(12, expecting: 409)
        try await send(.post, "/v1/returns/{id}/refuse", [refused], expecting: 200)
        try await send(.post, "/v1/returns/{id}/accept", [refused], expecting: 409)
        try await send(.post, "/v1/returns/{id}/receive", [accepted], as: "R-11", body: #"{"lines":[{"sku":"A","units":1,"disposition":"scrap"}]}"#, expecting: 409)
        try await send(.post, "/v1/returns/{id}/accept", [accepted], expecting: 200)
        try await send(.post, "/v1/returns/{id}/refuse", [accepted], expecting: 409)
        for disposition in ["restock", "quarantine", "scrap"] {
            let body = #"{"lines":[{"sku":"A","units":1,"disposition":"\#(disposition)"}]}"#
            try await send(.post, "/v1/returns/{id}/receive", [accepted], as: "R-11", body: body, expecting: 200)
        }
        try await send(.get, "/v1/returns/{id}", [accepted], as: "D-110105", expecting: 200)
        try await send(.get, "/v1/returns", query: "limit=1", expecting: 200)
    }
}

extension JSONValue {
    /// The value as JSON.
    var json: String {
        switch self {
        case .null: "null"
        case .bool(let bool): "\(bool)"
        case .integer(let integer): "\(integer)"
        case .number(let digits): digits
        case .string(let text): JSONValue.quoted(text)
        case .brokenString: #""\ud800""#
        case .array(let values): "[" + values.map(\.json).joined(separator: ",") + "]"
        case .object(let object): "{" + object.fields.map { JSONValue.quoted($0.name) + ":" + $0.value.json }.joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var json = JSONWriter()
        json.value(text)
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
