import Commerce
import Operations

extension Endpoint {
    /// The goods that a draw won are sent by an order of their own.
    static let fulfilDraw = Endpoint(.post, "/v1/draws/{id}/fulfil", may: .sendPrizes, keyed: true) { call in
        try call.noQuery()
        try call.noBody()
        let id = try call.id(of: DrawEntity.self)
        guard let request = call.idempotentRequest else { preconditionFailure("prizes are sent under a key") }
        return Answer(
            try await call.brand.fulfilDraw(
                id, by: call.caller, once: request,
                accepted: { sent in
                    Answer.ok { json in json.object { $0.draw(sent) } }.stored
                },
                refused: call.storedRefusal))
    }
}
