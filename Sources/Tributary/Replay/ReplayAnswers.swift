import Foundation

/// What a replay reads of an answer to an order.
struct PlacedAnswer: Decodable {
    struct Line: Decodable {
        let sku: String
        let units: Int64
        let cancelledUnits: Int64
        let allocations: [Allocation]
    }

    struct Allocation: Decodable {
        let shipment: String
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

/// What a replay reads of a return that was taken up: where its units go back to.
struct ReturnAnswer: Decodable {
    struct Line: Decodable {
        let sku: String
        let warehouse: String
        let units: Int64
    }

    let id: String
    let lines: [Line]
}

/// What a replay reads of a refusal.
struct ProblemAnswer: Decodable {
    let code: String

    /// The problem's code; where the server gave none, its status.
    static func code(status: Int, body: [UInt8]) -> String {
        if status == ReplayLanes.broken { return "CONNECTION_BROKEN" }
        return (try? JSONDecoder().decode(ProblemAnswer.self, from: Data(body)))?.code ?? "HTTP_\(status)"
    }
}
