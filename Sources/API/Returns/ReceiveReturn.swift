import Commerce
import Operations

extension Endpoint {
    static let receiveReturn = Endpoint(.post, "/v1/returns/{id}/receive", may: .receiveReturns, keyed: true) { call in
        try call.noQuery()
        let id = try call.id(of: ReturnEntity.self)
        var form = try call.form()
        let received = form.objects("lines", 1...ReturnDraft.maxLines, tooMany: "TOO_MANY_LINES") { line in
            ReceivedUnits(sku: line.code("sku"), units: line.int("units", ReturnDraft.unitsRange), disposition: line.choice("disposition"))
        }
        try form.finish()
        return try await call.work { work in
            let booked = try await work.receiveReturn(id, received)
            return .ok { json in json.object { $0.return(booked) } }
        }
    }
}
