import Logging
import Operations
import ServiceLifecycle
import Testing

struct WebhookServiceTests {
    @Test(.timeLimit(.minutes(20)))
    func `as services, deliveries and housekeeping go on by themselves and end with the server`() async throws {
        try await SmallBrand.with(allowsPrivateWebhooks: true) { small in
            try await WebhookReceiver.with { receiver in
                try await small.webhook(to: receiver.url, of: SmallBrand.first)
                var logger = Logger(label: "test.services")
                logger.logLevel = .critical
                let group = ServiceGroup(services: [Housekeeping(brand: small.brand), WebhookDelivery(brand: small.brand)], logger: logger)
                try await withThrowingTaskGroup { tasks in
                    tasks.addTask { try await group.run() }
                    try await small.tell("a", about: SmallBrand.first)
                    await receiver.sees(1)
                    try await small.tell("b", about: SmallBrand.first)
                    await receiver.sees(2)
                    await group.triggerGracefulShutdown()
                    try await tasks.waitForAll()
                }
                #expect(receiver.notes == ["a", "b"])
                #expect(try await small.onlyWebhook().status == .active)
            }
        }
    }
}
