import Commerce
import Operations

extension Endpoint {
    /// The goods that a draw won were sent.
    static let fulfilDraw = Endpoint(.post, "/v1/draws/{id}/fulfil", may: .sendPrizes) { call in
        try call.noQuery()
        try call.noBody()
        let id = try call.id(of: DrawEntity.self)
        return try await call.work { work in
            let sent = try await work.fulfilDraw(id)
            return .ok { json in json.object { $0.draw(sent) } }
        }
    }
}
