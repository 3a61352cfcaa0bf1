import Commerce
import Operations

extension Endpoint {
    /// Good orders are placed, the rows of bad ones named; row 1 is the first below the header. The answer is kept under the request's key
    /// once nothing of it was turned away for want of capacity; each order is kept by itself, so that the sheet can be sent again.
    static let importOrders = Endpoint(.post, "/v1/orders/import", may: .placeOrders, keyed: true, takes: .csv) { call in
        try call.noQuery()
        guard let request = call.idempotentRequest else { preconditionFailure("orders are imported under a key") }
        if let first = try await call.brand.storedAnswer(to: request) { return Answer(Answered(answer: first, replayed: true)) }
        let report = try await call.brand.importOrders(OrderSheet(call.bytes(), buyer: call.caller.buyer), by: call.caller) { orderRef, order in
            StoredAnswer(
                status: 201, location: "/v1/orders/\(order.id.external)",
                body: JSONWriter.object { json in
                    json.field("orderRef", orderRef)
                    json.field("id", order.id.external)
                    json.field("number", order.number)
                    json.field("status", order.status.rawValue)
                    json.field("totalFen", order.totalFen)
                })
        }
        let answer = Answer.ok { json in
            json.object { json in
                json.array("orders") { list in
                    for placed in report.placed { list.value(json: placed.body) }
                }
                json.field("accepted", report.placed.count)
                json.field("rejected", report.rejected)
                json.array("errors", report.faults) { json, fault in
                    json.field("row", fault.row)
                    json.field("column", fault.column)
                    json.field("code", fault.code)
                    json.field("detail", fault.detail)
                }
            }
        }
        return report.isFinal ? try await call.work { _ in answer } : answer
    }
}

extension Caller {
    /// Whom its orders are for when it doesn't say.
    fileprivate var buyer: Code? { role == .distributor ? code : nil }
}
