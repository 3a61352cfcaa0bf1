import Commerce
import Operations

extension Endpoint {
    static let deleteWebhook = Endpoint(.delete, "/v1/webhooks/{id}", may: .manageClients) { call in
        try call.noQuery()
        let id = try call.id(of: WebhookEntity.self)
        return try await call.work { work in
            try await work.deleteWebhook(id)
            return .noContent
        }
    }
}
