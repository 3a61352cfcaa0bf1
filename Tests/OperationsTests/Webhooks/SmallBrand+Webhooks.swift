import Commerce
import Operations
import Testing

extension SmallBrand {
    @discardableResult func webhook(
        to url: String, of caller: Caller, types: [EventType] = []
    ) async throws -> (webhook: WebhookView, secret: WebhookSecret) {
        try await brand.work(for: caller) { try await $0.createWebhook(url: url, types: types) }
    }

    /// Delivers all that has been committed and is due.
    func deliver(_ delivery: WebhookDelivery) async throws {
        try await settle()
        try await delivery.deliverDue()
    }

    func onlyWebhook() async throws -> WebhookView {
        let webhooks = try await brand.webhooks(page: PageRequest(), as: Self.headquarters).items
        #expect(webhooks.count == 1)
        return try #require(webhooks.first)
    }
}
