/// What a replay reads of an answer to an order.
struct PlacedAnswer: Decodable {
    struct Line: Decodable {
        let sku: String
        let units: Int64
        let cancelledUnits: Int64
        let allocations: [Allocation]
    }

    struct Allocation: Decodable {
        let warehouse: String
        let source: String
        let units: Int64
    }

    struct Shipment: Decodable {
        let id: String
        let warehouse: String
    }

    struct Sourcing: Decodable {
        let optimal: Bool
    }

    let id: String
    let lines: [Line]
    let shipments: [Shipment]
    let sourcing: Sourcing
}

struct ProblemAnswer: Decodable {
    let code: String
}

struct NamedAnswer: Decodable {
    let id: String
}
