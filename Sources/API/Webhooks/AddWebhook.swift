import Commerce
import HTTPTypes
import Operations

extension Endpoint {
    /// The one answer that shows the secret.
    static let addWebhook = Endpoint(.post, "/v1/webhooks", may: .manageClients) { call in
        try call.noQuery()
        var form = try call.form()
        let url = form.text("url", 1...WebhookURL.maxLength)
        let names = form.optionalTexts("types", 0...EventType.allCases.count, each: 1...100) ?? []
        let types = names.compactMap { EventType(rawValue: $0) }
        form.noteFaults(names.indices.filter { EventType(rawValue: names[$0]) == nil }.map { index in
            Fault("/types/\(index)", "UNKNOWN_VALUE", "A type must be one of \(EventType.allCases.map(\.rawValue).joined(separator: ", ")).")
        })
        _ = try form.draft { try WebhookURL(url, allowsPrivate: call.brand.settings.allowsPrivateWebhooks) }
        var answer = try await call.work { work in
            let (webhook, secret) = try await work.createWebhook(url: url, types: types)
            return .json(.created) { json in
                json.object { json in
                    json.webhook(webhook)
                    json.field("secret", secret.text)
                }
            }
        }
        answer.headers[.cacheControl] = "no-store"
        return answer
    }
}
