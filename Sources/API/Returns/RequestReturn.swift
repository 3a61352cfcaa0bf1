import Commerce
import Operations

extension Endpoint {
    static let requestReturn = Endpoint(.post, "/v1/returns", may: .requestReturns, keyed: true, finishes: true) { call in
        try call.noQuery()
        var form = try call.form()
        let order = form.id("order", of: OrderEntity.self)
        let reason = form.text("reason", ReturnDraft.reasonLength)
        let lines = form.objects("lines", 1...ReturnDraft.maxLines, tooMany: "TOO_MANY_LINES") { line in
            ReturnDraft.Line(sku: line.code("sku"), units: line.int("units", ReturnDraft.unitsRange))
        }
        let draft = try form.draft { try ReturnDraft(order: order, reason: reason, lines: lines) }
        return try await call.work { work in
            let made = try await work.requestReturn(draft)
            return .created(location: "/v1/returns/\(made.id.external)") { json in json.object { $0.return(made) } }
        }
    }
}
