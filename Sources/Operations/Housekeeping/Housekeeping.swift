package import Commerce
import Logging
import Postgres
package import ServiceLifecycle

/// What has to be done now and then, whichever server does it: next months' partitions are made ahead, answers under idempotency keys are
/// dropped once they are older than promised, free stock is offered to who waits for it, should that have been cut short, campaigns begin
/// and end, group buys and bonuses of stored value, also of stores' members, end with their deadlines, advance sales are cancelled or released when it is
/// time, standing orders are placed, prizes that were reversed are collected, period rebates are posted, stores are ranked and replenishment is
/// suggested once a night, and alerts of low stock are raised. Two servers that do it at once do no harm.
package struct Housekeeping: Service {
    private static let day = Duration.seconds(86_400)
    private static let hour = Duration.seconds(3600)
    private static let minute = Duration.seconds(60)
    private static let halfMinute = Duration.seconds(30)
    /// After a failure, usually of the connection, or when a table was busy.
    private static let soon = Duration.seconds(60)
    private static let monthsAhead: Int32 = 2

    private let brand: Brand

    package init(brand: Brand) {
        self.brand = brand
    }

    package func run() async throws {
        async let partitions: Void = repeating(every: Self.day, "Make partitions") { try await makePartitions().busy.isEmpty }
        async let answers: Void = repeating(every: Self.hour, "Drop old answers") {
            _ = try await dropOldAnswers()
            return true
        }
        async let offers: Void = repeating(every: Self.minute, "Offer free stock") {
            _ = try await brand.offerFreeStock()
            return true
        }
        async let campaigns: Void = repeating(every: Self.halfMinute, "Turn campaigns") {
            _ = try await brand.turnCampaigns()
            return true
        }
        async let groups: Void = repeating(every: Self.halfMinute, "Settle group buys") {
            _ = try await brand.settleGroupBuys()
            return true
        }
        async let ranking: Void = repeating(every: Self.hour, "Rank stores") {
            _ = try await brand.rankAllStores()
            return true
        }
        async let standing: Void = repeating(every: Self.minute, "Place standing orders") {
            _ = try await brand.placeStandingOrders()
            return true
        }
        async let prizes: Void = repeating(every: Self.minute, "Collect reversed prizes") {
            _ = try await brand.collectPrizes()
            return true
        }
        async let rebates: Void = repeating(every: Self.hour, "Post rebates") {
            _ = try await brand.postRebates()
            return true
        }
        async let bonuses: Void = repeating(every: Self.minute, "Expire bonuses") {
            _ = try await brand.expireBonuses()
            return true
        }
        async let advances: Void = repeating(every: Self.halfMinute, "Settle advance sales") {
            _ = try await brand.settleAdvanceSales()
            return true
        }
        async let memberBonuses: Void = repeating(every: Self.hour, "Let members' bonuses run out") {
            _ = try await brand.expireMemberBonuses()
            return true
        }
        async let suggestions: Void = repeating(every: Self.hour, "Suggest replenishment") {
            _ = try await brand.suggestReplenishmentForAll()
            return true
        }
        async let alerts: Void = repeating(every: Self.minute, "Raise stock alerts") {
            _ = try await brand.raiseStockAlerts()
            return true
        }
        _ = await (
            partitions, answers, offers, campaigns, groups, ranking, standing, prizes, rebates, bonuses, advances, memberBonuses, suggestions, alerts)
    }

    /// What became of the partitions: how many were made, and which tables were too busy to get theirs now.
    package struct Partitions: Equatable, Sendable {
        package var made = 0
        package var busy: [String] = []

        package init(made: Int = 0, busy: [String] = []) {
            self.made = made
            self.busy = busy
        }
    }

    /// Makes the partitions from last month to two months ahead that are missing, table by table, each in a transaction of its own. A table that
    /// somebody reads for long is left for later: waiting for it would make every insert wait behind.
    package func makePartitions() async throws -> Partitions {
        var partitions = Partitions()
        for table in try await brand.writer.run(ListPartitionedTables()) {
            do {
                let made = try await brand.writer.run(MakePartitions(table: table, monthsAhead: Self.monthsAhead))
                partitions.made += Int(made.first?.made ?? 0)
            } catch let error as PostgresError where error.sqlState == MakePartitions.lockNotAvailable {
                brand.logger.debug("A table was too busy for a new partition", metadata: ["table": "\(table)"])
                partitions.busy.append(table)
            }
        }
        return partitions
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
    /// - Parameter body: whether all is done; what is left is done soon.
    private func repeating(every interval: Duration, _ task: Logger.Metadata.Value, _ body: () async throws -> Bool) async {
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            let wait: Duration
            do {
                wait = try await body() ? interval : Self.soon
            } catch {
                wait = Self.soon
                brand.logger.warning("Housekeeping failed and is tried again", metadata: ["task": task, "error": "\(error)"])
            }
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: wait) }
        }
    }
}

/// The tables that are partitioned by month, in the order of their names.
private struct ListPartitionedTables: Statement {
    typealias Result = String
    static let sql = """
        SELECT relname::text FROM pg_catalog.pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'p' ORDER BY relname
        """
}

/// Waits two seconds for its table at most, and then fails with `lockNotAvailable` (migration 0010).
struct MakePartitions: Statement {
    struct Result: RowDecodable {
        let made: Int32
        init(from row: inout RowReader) throws { made = try row.next() }
    }
    static let lockNotAvailable = "55P03"
    static let sql = "SELECT make_partitions($1, $2)"
    let table: String
    let monthsAhead: Int32

    func bind(_ parameters: inout Parameters) {
        parameters.append(table)
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
