import Commerce
import Operations

extension Endpoints {
    static let webhooks: [Endpoint] = [.listWebhooks, .addWebhook, .deleteWebhook]
}

extension JSONObjectWriter {
    /// The fields of a webhook. `types` is empty when it gets every type.
    mutating func webhook(_ view: WebhookView) {
        field("id", view.id.external)
        field("organization", view.organization.text)
        field("url", view.url)
        array("types", view.types)
        field("status", view.status.rawValue)
        field("createdAt", view.createdAt.rfc3339)
        field("failures", view.failures)
        field("lastFailure", view.lastFailure)
        field("nextAttemptAt", view.nextAttemptAt?.rfc3339)
        field("disabledAt", view.disabledAt?.rfc3339)
    }
}
