import Commerce
@testable import Operations
import Synchronization
import Testing
import TestSupport

/// Endpoints that are given up, and addresses that nothing is sent to.
struct WebhookRefusalTests {
    @Test func `an endpoint that fails for five days is given up`() async throws {
        try await SmallBrand.with(allowsPrivateWebhooks: true) { small in
            try await WebhookReceiver.with { receiver in
                try await small.webhook(to: receiver.url, of: SmallBrand.first)
                try await small.tell("a", about: SmallBrand.first)
                let delivery = WebhookDelivery(brand: small.brand)
                var attempts = 0
                while try await small.onlyWebhook().status != .disabled, attempts < 100 {
                    receiver.answerNext(500)
                    try await small.deliver(delivery)
                    attempts += 1
                    small.clock.advance(minutes: 8 * 60)
                }
                #expect(receiver.deliveries.count == attempts)
                #expect((20...40).contains(attempts))
                let webhook = try await small.onlyWebhook()
                #expect(webhook.failures == Int32(attempts))
                #expect(webhook.nextAttemptAt == nil)
                small.clock.advance(days: 30)
                try await small.deliver(delivery)
                #expect(receiver.deliveries.count == attempts)
            }
        }
    }

    @Test func `a receiver that says it is gone is given up at once`() async throws {
        try await SmallBrand.with(allowsPrivateWebhooks: true) { small in
            try await WebhookReceiver.with { receiver in
                try await small.webhook(to: receiver.url, of: SmallBrand.first)
                receiver.answerNext(410)
                try await small.tell("a", about: SmallBrand.first)
                try await small.deliver(WebhookDelivery(brand: small.brand))
                #expect(try await small.onlyWebhook().status == .disabled)
            }
        }
    }

    @Test func `the connection goes to the very address that was checked`() async throws {
        try await SmallBrand.with(allowsPrivateWebhooks: true) { small in
            try await WebhookReceiver.with { receiver in
                // Nobody but this resolver knows the name.
                let resolver = HostResolver { $0 == "hooks.test" ? [.v4(0x7F00_0001)] : [] }
                try await small.webhook(to: "http://Hooks.Test:\(receiver.port)/hook", of: SmallBrand.first)
                try await small.tell("a", about: SmallBrand.first)
                try await small.deliver(WebhookDelivery(brand: small.brand, resolver: resolver))
                #expect(receiver.notes == ["a"])
                #expect(receiver.deliveries.first?.host == "hooks.test:\(receiver.port)")
            }
        }
    }

    @Test(arguments: [["127.0.0.1"], ["10.0.0.7"], ["8.8.8.8", "169.254.169.254"], ["::1"], ["::ffff:127.0.0.1"], ["fd00::1"]])
    func `a name that leads into the network is refused when it is delivered to`(texts: [String]) async throws {
        try await SmallBrand.with { small in
            let addresses = texts.compactMap { NetworkAddress($0) }
            #expect(addresses.count == texts.count)
            // Public when the webhook was made, and now: what the name means is asked at each delivery.
            let resolver = HostResolver { _ in addresses }
            try await small.webhook(to: "https://rebinding.example/hook", of: SmallBrand.first)
            try await small.tell("a", about: SmallBrand.first)
            try await small.deliver(WebhookDelivery(brand: small.brand, resolver: resolver))
            let webhook = try await small.onlyWebhook()
            #expect(webhook.failures == 1)
            #expect(webhook.lastFailure == WebhookRefusal.addressNotPublic.reason.detail)
        }
    }

    @Test func `what was allowed when it was made is refused once private addresses are not`() async throws {
        try await SmallBrand.with(allowsPrivateWebhooks: true) { small in
            try await WebhookReceiver.with { receiver in
                try await small.webhook(to: receiver.url, of: SmallBrand.first)
                try await small.tell("a", about: SmallBrand.first)
                try await small.anotherServer { strict in
                    try await strict.deliver(WebhookDelivery(brand: strict.brand))
                    #expect(receiver.deliveries.isEmpty)
                    #expect(try await strict.onlyWebhook().status == .failing)
                }
            }
        }
    }

    @Test func `a name that nobody knows and a port where nobody listens are failures like others`() async throws {
        try await SmallBrand.with(allowsPrivateWebhooks: true) { small in
            try await small.webhook(to: "http://nowhere.test/", of: SmallBrand.first)
            try await small.webhook(to: "http://127.0.0.1:1/", of: SmallBrand.second)
            try await small.tell("a", about: SmallBrand.first)
            try await small.tell("b", about: SmallBrand.second)
            let resolver = HostResolver { _ in throw UnknownHost(status: -2) }
            try await small.deliver(WebhookDelivery(brand: small.brand, resolver: resolver))
            let webhooks = try await small.brand.webhooks(page: PageRequest(), as: SmallBrand.headquarters).items
            #expect(webhooks.map(\.failures) == [1, 1])
            #expect(webhooks.map(\.lastFailure) == ["No connection, or it broke.", "The name of the host is unknown."])
        }
    }

    @Test func `an organisation has twenty webhooks at most, also when they are made at once`() async throws {
        try await SmallBrand.with { small in
            let made = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 1...24 {
                    group.addTask {
                        do {
                            try await small.webhook(to: "https://example.com/\(number)", of: SmallBrand.first)
                            return true
                        } catch WebhookRefusal.tooMany(limit: 20) {
                            return false
                        }
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(made == 20)
        }
    }

    @Test func `a webhook is seen and ended by its organisation and from above, by nobody else`() async throws {
        try await SmallBrand.with { small in
            let (webhook, _) = try await small.webhook(to: "https://example.com/", of: SmallBrand.first)
            for caller in [SmallBrand.second, SmallBrand.elsewhere, SmallBrand.store] {
                #expect(try await small.brand.webhooks(page: PageRequest(), as: caller).items.isEmpty)
                await #expect(throws: Reason.absent("webhook")) {
                    try await small.brand.work(for: caller) { try await $0.deleteWebhook(webhook.id) }
                }
            }
            #expect(try await small.brand.webhooks(page: PageRequest(), as: SmallBrand.region).items == [webhook])
            try await small.brand.work(for: SmallBrand.region) { try await $0.deleteWebhook(webhook.id) }
            #expect(try await small.brand.webhooks(page: PageRequest(), as: SmallBrand.first).items.isEmpty)
        }
    }
}
