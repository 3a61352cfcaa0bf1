package import Commerce
import Logging
import Postgres
package import ServiceLifecycle

/// What has to be done now and then, whichever server does it: next months' partitions are made ahead, answers under idempotency keys are
/// dropped once they are older than promised, and free stock is offered to who waits for it, should that have been cut short. Two servers
/// that do it at once do no harm.
package struct Housekeeping: Service {
    private static let day = Duration.seconds(86_400)
    private static let hour = Duration.seconds(3600)
    private static let minute = Duration.seconds(60)
    /// After a failure, usually of the connection.
    private static let soon = Duration.seconds(60)
    private static let monthsAhead: Int32 = 2

    private let brand: Brand

    package init(brand: Brand) {
        self.brand = brand
    }

    package func run() async throws {
        async let partitions: Void = repeating(every: Self.day, "Make partitions") { _ = try await makePartitions() }
        async let answers: Void = repeating(every: Self.hour, "Drop old answers") { _ = try await dropOldAnswers() }
        async let offers: Void = repeating(every: Self.minute, "Offer free stock") { _ = try await brand.offerFreeStock() }
        _ = await (partitions, answers, offers)
    }

    /// Makes the partitions from last month to two months ahead that are missing.
    /// - Returns: how many were made.
    package func makePartitions() async throws -> Int {
        let made = try await brand.writer.run(MakePartitions(monthsAhead: Self.monthsAhead))
        return Int(made.first?.made ?? 0)
    }

    /// Drops what is older than `BrandSettings.idempotencySeconds`, and than 72 hours in any case, by the database's clock; a part at a time, so
    /// that no statement runs for long.
    /// - Returns: how many were dropped.
    package func dropOldAnswers() async throws -> Int {
        var dropped = 0
        while !Task.isCancelled {
            let part = try await brand.writer.run(DropAnswers(keptSeconds: brand.settings.idempotencySeconds)).affected
            dropped += part
            if part < DropAnswers.part { break }
        }
        return dropped
    }

    /// At once, and then after each interval, until the server shuts down.
    private func repeating(every interval: Duration, _ task: Logger.Metadata.Value, _ body: () async throws -> Void) async {
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            let wait: Duration
            do {
                try await body()
                wait = interval
            } catch {
                wait = Self.soon
                brand.logger.warning("Housekeeping failed and is tried again", metadata: ["task": task, "error": "\(error)"])
            }
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: wait) }
        }
    }
}

struct MakePartitions: Statement {
    struct Result: RowDecodable {
        let made: Int32
        init(from row: inout RowReader) throws { made = try row.next() }
    }
    static let sql = "SELECT make_partitions($1)"
    let monthsAhead: Int32

    func bind(_ parameters: inout Parameters) {
        parameters.append(monthsAhead)
    }
}

/// A part of the old answers by their places in the table: the index on their age is coarse and can't be walked in order.
struct DropAnswers: Statement {
    static let part = 20_000
    static let sql = """
        DELETE FROM idempotency_keys
        WHERE ctid = ANY(ARRAY(SELECT ctid FROM idempotency_keys WHERE created_at < now() - greatest(make_interval(secs => $1), interval '72 hours') LIMIT \(part)))
        """
    let keptSeconds: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(Double(keptSeconds))
    }
}
