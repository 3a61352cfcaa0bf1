import Commerce
import Foundation
@testable import Operations
import Postgres
import Testing
import TestSupport

struct WebhookDeliveryTests {
    @Test func `an event arrives signed, with its id and time`() async throws {
        try await SmallBrand.with(allowsPrivateWebhooks: true) { small in
            try await WebhookReceiver.with { receiver in
                let (_, secret) = try await small.webhook(to: receiver.url + "?a=%20b", of: SmallBrand.first)
                try await small.tell("hello", about: SmallBrand.first)
                try await small.deliver(WebhookDelivery(brand: small.brand))

                let delivery = try #require(receiver.deliveries.first)
                #expect(receiver.deliveries.count == 1)
                let (events, _) = try await small.brand.events(after: .start, limit: 1, as: SmallBrand.first)
                let event = try #require(events.first)
                #expect(delivery.path == "/hook")
                #expect(delivery.header("content-type") == "application/json")
                #expect(delivery.header("webhook-id") == event.id.external)
                #expect(delivery.header("webhook-timestamp") == String(small.clock.now.millisecondsSince1970 / 1000))
                #expect(delivery.body == #"{"type":"sku.changed","timestamp":"\#(event.at.rfc3339)","data":{"note":"hello"}}"#)
                let seconds = try #require(Int64(delivery.header("webhook-timestamp")))
                #expect(
                    delivery.header("webhook-signature")
                        == secret.signature(id: event.id.external, timestampSeconds: seconds, body: Array(delivery.body.utf8)))
            }
        }
    }

    /// The example of the Standard Webhooks libraries.
    @Test func `a signature is the one that the convention's own example gives`() throws {
        let bytes = try #require(Data(base64Encoded: "plJ3nmyCDGBKInavdOK15jsl"))
        let body = Array(#"{"event_type":"ping","data":{"success":true}}"#.utf8)
        let signature = WebhookSecret(bytes: Array(bytes)).signature(id: "msg_loFOjxBNrRLzqYUf", timestampSeconds: 1_731_705_121, body: body)
        #expect(signature == "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=")
    }

    @Test func `a secret is 32 random bytes, told as base64 after whsec_`() throws {
        let secret = WebhookSecret.random()
        #expect(secret.text.hasPrefix("whsec_"))
        #expect(Data(base64Encoded: String(secret.text.dropFirst(6))).map { Array($0) } == secret.bytes)
        #expect(secret.bytes.count == 32)
        #expect(WebhookSecret.random() != secret)
    }

    @Test func `events arrive in commit order, once each, more than a part of them`() async throws {
        try await SmallBrand.with(allowsPrivateWebhooks: true) { small in
            try await WebhookReceiver.with { receiver in
                try await small.webhook(to: receiver.url, of: SmallBrand.headquarters)
                try await small.brand.work(for: SmallBrand.headquarters) { work in
                    for note in 1...105 { try await work.emit(.skuChanged, about: .headquarters) { $0.field("note", String(note)) } }
                }
                try await small.tell("last", about: SmallBrand.first)
                let delivery = WebhookDelivery(brand: small.brand)
                try await small.deliver(delivery)
                #expect(receiver.notes == (1...105).map(String.init) + ["last"])
                try await small.deliver(delivery)
                #expect(receiver.notes.count == 106)
                try await small.tell("news", about: SmallBrand.first)
                try await small.deliver(delivery)
                #expect(receiver.notes.last == "news")
                #expect(receiver.notes.count == 107)
            }
        }
    }

    @Test func `a webhook gets what lies within its organisation's reach, of its types, from its making on`() async throws {
        try await SmallBrand.with(allowsPrivateWebhooks: true) { small in
            try await WebhookReceiver.with { receiver in
                try await small.tell("too early", about: SmallBrand.first)
                try await small.settle()
                try await small.webhook(to: receiver.url, of: SmallBrand.region, types: [.skuChanged])
                let delivery = WebhookDelivery(brand: small.brand)
                for round in 1...2 {
                    try await small.tell("own \(round)", about: SmallBrand.region)
                    try await small.tell("above \(round)", about: SmallBrand.headquarters)
                    try await small.tell("sibling \(round)", about: SmallBrand.elsewhere)
                    try await small.tell("other type \(round)", about: SmallBrand.first, type: .policyChanged)
                    try await small.tell("below \(round)", about: SmallBrand.store)
                    try await small.deliver(delivery)
                }
                #expect(receiver.notes == ["own 1", "below 1", "own 2", "below 2"])
            }
        }
    }

    @Test func `one that fails is tried again later, and those behind it wait`() async throws {
        try await SmallBrand.with(allowsPrivateWebhooks: true) { small in
            try await WebhookReceiver.with { receiver in
                try await small.webhook(to: receiver.url, of: SmallBrand.first)
                receiver.answerNext(204, 500, 302)
                for note in ["a", "b", "c"] { try await small.tell(note, about: SmallBrand.first) }
                let delivery = WebhookDelivery(brand: small.brand)
                try await small.deliver(delivery)
                #expect(receiver.notes == ["a", "b"])
                var webhook = try await small.onlyWebhook()
                #expect(webhook.status == .failing)
                #expect(webhook.failures == 1)
                #expect(webhook.lastFailure == "HTTP 500")

                // Not before its time.
                try await small.deliver(delivery)
                #expect(receiver.notes == ["a", "b"])
                small.clock.advance(minutes: 1)
                try await small.deliver(delivery)
                #expect(receiver.notes == ["a", "b", "b"])
                webhook = try await small.onlyWebhook()
                #expect(webhook.failures == 2)
                #expect(webhook.lastFailure == "HTTP 302")

                small.clock.advance(minutes: 1)
                try await small.deliver(delivery)
                #expect(receiver.notes == ["a", "b", "b", "b", "c"])
                #expect(receiver.deliveries.allSatisfy { $0.path == "/hook" })
                // A repetition is told by its id.
                #expect(Set(receiver.deliveries.map { $0.header("webhook-id") }).count == 3)
                #expect(try await small.onlyWebhook().status == .active)
            }
        }
    }

    @Test func `a restart goes on from where the last acknowledged event left off`() async throws {
        try await SmallBrand.with(allowsPrivateWebhooks: true) { small in
            try await WebhookReceiver.with { receiver in
                try await small.webhook(to: receiver.url, of: SmallBrand.first)
                receiver.answerNext(204, 503)
                for note in ["a", "b", "c"] { try await small.tell(note, about: SmallBrand.first) }
                try await small.deliver(WebhookDelivery(brand: small.brand))
                small.clock.advance(minutes: 1)
                try await small.anotherServer(allowsPrivateWebhooks: true) { other in
                    try await other.deliver(WebhookDelivery(brand: other.brand))
                    try await other.deliver(WebhookDelivery(brand: other.brand))
                }
                #expect(receiver.notes == ["a", "b", "b", "c"])
            }
        }
    }

    @Test func `of several servers one delivers`() async throws {
        try await SmallBrand.with(allowsPrivateWebhooks: true) { one in
            try await WebhookReceiver.with { receiver in
                try await one.webhook(to: receiver.url, of: SmallBrand.first)
                try await one.anotherServer(allowsPrivateWebhooks: true) { two in
                    let deliveries = [WebhookDelivery(brand: one.brand), WebhookDelivery(brand: two.brand), WebhookDelivery(brand: one.brand)]
                    for round in 0..<5 {
                        for number in 0..<4 { try await one.tell("\(round * 4 + number)", about: SmallBrand.first) }
                        try await one.settle()
                        try await withThrowingTaskGroup { group in
                            for delivery in deliveries { group.addTask { try await delivery.deliverDue() } }
                            try await group.waitForAll()
                        }
                    }
                }
                #expect(receiver.notes == (0..<20).map(String.init))
            }
        }
    }

    @Test func `a server that looked before another one delivered sends nothing again`() async throws {
        try await SmallBrand.with(allowsPrivateWebhooks: true) { small in
            try await WebhookReceiver.with { receiver in
                try await small.webhook(to: receiver.url, of: SmallBrand.first)
                try await small.tell("a", about: SmallBrand.first)
                let due = try await small.brand.writer.run(ReadDueWebhooks(now: small.clock.now)).map(\.webhook)
                let stale = try #require(due.first)
                try await small.deliver(WebhookDelivery(brand: small.brand))
                let turn = WebhookTurn(
                    brand: small.brand, resolver: .system, schedule: RetrySchedule(), attempts: WebhookAttempts(), webhook: stale)
                #expect(try await turn.run(from: stale.cursor) == stale.cursor)
                #expect(receiver.notes == ["a"])
            }
        }
    }

    @Test func `a lease that a dead server left ends by itself`() async throws {
        try await SmallBrand.with(allowsPrivateWebhooks: true) { small in
            try await WebhookReceiver.with { receiver in
                try await small.webhook(to: receiver.url, of: SmallBrand.first)
                try await small.tell("a", about: SmallBrand.first)
                let lease = small.clock.now.adding(minutes: 2).rfc3339
                try await small.sql("UPDATE webhook_endpoints SET next_attempt_at = '\(lease)'")
                let delivery = WebhookDelivery(brand: small.brand)
                try await small.deliver(delivery)
                #expect(receiver.notes.isEmpty)
                small.clock.advance(minutes: 2)
                try await small.deliver(delivery)
                #expect(receiver.notes == ["a"])
            }
        }
    }
}
