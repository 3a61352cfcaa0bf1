import Commerce
import HTTPTypes
import Operations

extension Endpoint {
    static let moveStock = Endpoint(.post, "/v1/stock/movements", may: .moveStock, keyed: true) { call in
        try call.noQuery()
        var form = try call.form()
        let wantedKind = form.choiceIfGood("kind", from: MovementKind.requestable)
        let warehouse = form.code("warehouse")
        let toWarehouse = form.optionalCode("toWarehouse")
        let reason = form.text("reason", 0...MovementDraft.maxReasonLength)
        let lines = form.objects("lines", 1...MovementDraft.maxLines, tooMany: "TOO_MANY_LINES") { line in
            MovementDraft.Line(
                sku: line.code("sku"), units: line.int("units", Int64.min...Int64.max), lot: line.optionalCode("lot"),
                productionDate: line.optionalCalendarDay("productionDate"), bestBefore: line.optionalCalendarDay("bestBefore"))
        }
        // Of an unknown kind only that is wrong: the rest is held to the kind that takes most of what was said.
        let kind = wantedKind ?? (toWarehouse == nil ? .adjustment : .transfer)
        let draft = try form.draft {
            try MovementDraft(kind: kind, warehouse: warehouse, toWarehouse: toWarehouse, reason: reason, lines: lines)
        }
        return try await call.work { work in
            let movement = try await work.moveStock(draft)
            return .json(.created) { json in json.object { $0.movement(movement) } }
        }
    }
}
