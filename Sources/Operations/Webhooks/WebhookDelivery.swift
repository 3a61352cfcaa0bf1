package import Commerce
import Logging
import Metrics
import Postgres
package import ServiceLifecycle

/// Pushes the feed to webhooks: to each in commit order, one event after the other, from where the last acknowledged one left off.
///
/// An event is acknowledged by any 2xx and repeated until then, by `RetrySchedule`; those behind it wait. So a receiver gets each event
/// at least once and in order, and tells a repetition by `webhook-id`. Any number of servers may run this: a webhook is leased to one at a
/// time. Source of the form: the Standard Webhooks specification, version 1.
package actor WebhookDelivery: Service {
    /// Webhooks served at the same time.
    private static let width = 32
    private static let pause = Duration.seconds(1)
    /// How far, in transactions, a cursor may stay behind what has been looked through for it.
    private static let longestLag: Int64 = 100_000

    private let brand: Brand
    private let resolver: HostResolver
    private let schedule: RetrySchedule
    private let attempts = WebhookAttempts()

    /// Webhooks in the hands of this server.
    private var busy: Set<Int64> = []
    /// Up to where there is nothing for a webhook that it hasn't got.
    private var searched: [Int64: EventPosition] = [:]
    /// Up to where `searched` has been told of every event.
    private var horizon: Int64?

    package init(brand: Brand, resolver: HostResolver = .system, schedule: RetrySchedule = RetrySchedule()) {
        self.brand = brand
        self.resolver = resolver
        self.schedule = schedule
    }

    /// Looks for work every second until the server shuts down; attempts under way are finished.
    package func run() async throws {
        await withDiscardingTaskGroup { group in
            while !Task.isShuttingDownGracefully, !Task.isCancelled {
                do {
                    for webhook in try await takeDue() {
                        group.addTask { await self.serve(webhook) }
                    }
                } catch {
                    brand.logger.warning("Webhooks could not be looked up", metadata: ["error": "\(error)"])
                }
                try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.pause) }
            }
        }
    }

    /// Delivers what there is to deliver now, once, and returns when that is done.
    package func deliverDue() async throws {
        let due = try await takeDue()
        await withDiscardingTaskGroup { group in
            for webhook in due {
                group.addTask { await self.serve(webhook) }
            }
        }
    }

    /// Webhooks that there may be something for, marked as busy.
    private func takeDue() async throws -> [DueWebhook] {
        let due = try await brand.writer.run(ReadDueWebhooks(now: brand.clock.now())).map(\.webhook)
        guard !due.isEmpty else { return [] }
        // Those made or fallen behind since are found by their cursor; this finds news for all the others at once.
        let before = horizon
        let kinds = try await brand.writer.run(ReadEventKinds(horizon: before ?? .max))
        let now = max(kinds.first?.horizon ?? 0, before ?? 0)
        horizon = now
        let news = EventNews(kinds.compactMap(\.kind))
        var taken: [DueWebhook] = []
        for webhook in due where !busy.contains(webhook.id) {
            let position = max(webhook.cursor, searched[webhook.id] ?? .start)
            let isBehind = before.map { position < .horizon($0) } ?? true
            if isBehind || news.has(for: webhook) || now - webhook.cursor.transaction > Self.longestLag {
                guard taken.count + busy.count < Self.width else { continue }
                taken.append(webhook)
            } else {
                searched[webhook.id] = max(position, .horizon(now))
            }
        }
        busy.formUnion(taken.map(\.id))
        return taken
    }

    private func serve(_ webhook: DueWebhook) async {
        defer { busy.remove(webhook.id) }
        let position = max(webhook.cursor, searched[webhook.id] ?? .start)
        do {
            let turn = WebhookTurn(brand: brand, resolver: resolver, schedule: schedule, attempts: attempts, webhook: webhook)
            let reached = try await turn.run(from: position)
            searched[webhook.id] = reached
            if reached.transaction - webhook.cursor.transaction > Self.longestLag {
                _ = try await brand.writer.run(SkipWebhook(id: webhook.id, from: webhook.cursor, to: reached, now: brand.clock.now()))
            }
        } catch is CancellationError {
            // The lease runs out by itself, and the event is sent again by whoever is next.
        } catch {
            brand.logger.warning("A webhook could not be served", metadata: ["webhook": "\(webhook.id)", "error": "\(error)"])
        }
    }
}

/// Types of events by everybody who sees them: whom they are about, and those above.
private struct EventNews {
    private var types: [OrganizationID: Set<String>] = [:]

    init(_ kinds: some Sequence<(type: String, organization: OrganizationID)>) {
        for kind in kinds {
            var next: OrganizationID? = kind.organization
            while let organization = next {
                types[organization, default: []].insert(kind.type)
                next = organization.parent
            }
        }
    }

    func has(for webhook: DueWebhook) -> Bool {
        guard let types = types[webhook.organization] else { return false }
        return webhook.types.isEmpty || webhook.types.contains(where: types.contains)
    }
}

/// What is counted of deliveries.
struct WebhookAttempts: Sendable {
    let delivered = Counter(label: "tributary_webhook_attempts_total", dimensions: [("outcome", "delivered")])
    let failed = Counter(label: "tributary_webhook_attempts_total", dimensions: [("outcome", "failed")])
}
