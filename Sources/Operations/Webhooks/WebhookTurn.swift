import Commerce
import Logging
import Metrics
import Postgres
import ServiceLifecycle

/// Everything that one webhook gets in one go.
struct WebhookTurn: Sendable {
    /// Longer than an attempt with its look-up can take.
    private static let leaseMinutes: Int64 = 2
    private static let partLength = 100

    let brand: Brand
    let resolver: HostResolver
    let schedule: RetrySchedule
    let attempts: WebhookAttempts
    let webhook: DueWebhook

    /// Delivers until there is nothing left, an attempt fails, the webhook is in other hands, or the server shuts down.
    /// - Parameter start: there is nothing for it between its cursor and this.
    /// - Returns: up to where there is nothing that it hasn't got.
    func run(from start: EventPosition) async throws -> EventPosition {
        var position = start
        var cursor = webhook.cursor
        while !Task.isShuttingDownGracefully {
            let read = ReadEvents(after: position, reach: webhook.organization.reach, types: webhook.types, limit: Int64(Self.partLength))
            let (events, next) = try await brand.writer.run(read).part(after: position, limit: Self.partLength)
            guard let last = events.last else { return next }
            guard try await deliver(events, after: cursor) else { return cursor }
            cursor = last.position
            position = next
        }
        return position
    }

    /// - Returns: whether all were delivered.
    private func deliver(_ events: [EventView], after cursor: EventPosition) async throws -> Bool {
        let now = brand.clock.now()
        let lease = now.adding(minutes: Self.leaseMinutes)
        let claimed = try await brand.writer.run(ClaimWebhook(id: webhook.id, now: now, until: lease, cursor: cursor))
        guard let secret = claimed.first?.secret else { return false }
        let client: WebhookClient
        switch try await WebhookClient.connecting(to: webhook, resolver, allowsPrivate: brand.settings.allowsPrivateWebhooks) {
        case .success(let checked):
            client = checked
        case .failure(let refused):
            try await note(.failed(refused.reason), afterFailures: webhook.failures, lease: lease)
            return false
        }
        do {
            let delivered = try await send(events, client, secret, lease: lease)
            await client.close()
            return delivered
        } catch {
            await client.close()
            throw error
        }
    }

    private func send(_ events: [EventView], _ client: WebhookClient, _ secret: WebhookSecret, lease first: Instant) async throws -> Bool {
        var lease = first
        var failures = webhook.failures
        for (index, event) in events.enumerated() {
            let outcome = try await client.send(WebhookMessage(event), secret: secret, at: brand.clock.now())
            guard outcome == .delivered else {
                try await note(outcome, afterFailures: failures, lease: lease)
                return false
            }
            attempts.delivered.increment()
            failures = 0
            let isAll = index == events.count - 1
            let goesOn = !isAll && !Task.isShuttingDownGracefully
            let until = goesOn ? brand.clock.now().adding(minutes: Self.leaseMinutes) : brand.clock.now()
            let advance = AdvanceWebhook(id: webhook.id, lease: lease, cursor: event.position, until: until)
            guard try await brand.writer.run(advance).affected == 1 else { return false }
            guard goesOn else { return isAll }
            lease = until
        }
        return true
    }

    private func note(_ outcome: WebhookOutcome, afterFailures failures: Int32, lease: Instant) async throws {
        attempts.failed.increment()
        let now = brand.clock.now()
        let wait: Int64?
        let failure: String
        switch outcome {
        case .delivered:
            return
        case .gone:
            (wait, failure) = (nil, "HTTP 410: the receiver says that it is gone.")
        case .failed(let reason):
            wait = schedule.waitMilliseconds(afterFailures: Int64(failures) + 1, spread: Int64.random(in: 0..<10_000))
            failure = reason
        }
        let next = Instant(millisecondsSince1970: now.millisecondsSince1970 + (wait ?? 0))
        _ = try await brand.writer.run(
            FailWebhook(id: webhook.id, lease: lease, failure: failure, nextAttemptAt: next, disabledAt: wait == nil ? now : nil))
        if wait == nil {
            brand.logger.notice("A webhook was given up", metadata: ["webhook": "\(webhook.id)", "failure": "\(failure)"])
        }
    }
}
