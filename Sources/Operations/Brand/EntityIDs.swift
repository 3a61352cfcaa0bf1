import Commerce
import Postgres

/// Ids for orders, shipments, movements, events … A server takes them from the sequence a thousand at a time, so that making one
/// needs no round trip. A block is given up when it is a second old: ids then rise with time on all servers together, within that second, and a
/// list with the newest first, which goes by id, shows a quiet server's new order where it belongs. What isn't used is lost.
package actor EntityIDs {
    private static let block: Int64 = 1000
    /// How long a block is good for. The sequence lasts for 2⁶³ ÷ 1000 blocks.
    private static let blockMilliseconds: Int64 = 1000

    private let database: Database
    private let clock: BrandClock
    private var next: Int64 = 0
    private var end: Int64 = 0
    private var fetchedAt = Instant(millisecondsSince1970: 0)
    private var underway: Task<Int64, any Error>?

    init(database: Database, clock: BrandClock) {
        self.database = database
        self.clock = clock
    }

    /// - Returns: `count` ids in rising order. What one caller gets later is higher, too: an event's place in the feed hangs on it.
    ///
    /// - Parameter transaction: where a block is fetched when none is left: a caller that holds a connection must not wait for another one of
    ///   the same pool. A sequence knows no transactions, so the ids are the server's whatever becomes of it.
    func take(_ count: Int, in transaction: Transaction? = nil) async throws -> [Int64] {
        var taken: [Int64] = []
        taken.reserveCapacity(count)
        while taken.count < count {
            guard hasFreshIDs else {
                try await refill(in: transaction)
                continue
            }
            let here = min(Int64(count - taken.count), end - next)
            taken.append(contentsOf: next..<next + here)
            next += here
        }
        return taken
    }

    /// One block is fetched at a time, whoever asks meanwhile waits for it: blocks fetched side by side could be used in the wrong order.
    private func refill(in transaction: Transaction?) async throws {
        if let underway {
            // Whether it failed is its caller's affair; this one then tries for itself.
            _ = await underway.result
            return
        }
        let database = self.database
        let fetch = Task {
            if let transaction { return try await transaction.run(NextIDBlock())[0].start }
            return try await database.run(NextIDBlock())[0].start
        }
        underway = fetch
        defer { underway = nil }
        let start = try await fetch.value
        next = start
        end = start + Self.block
        fetchedAt = clock.now()
    }

    private var hasFreshIDs: Bool {
        next < end && clock.now().millisecondsSince1970 - fetchedAt.millisecondsSince1970 < Self.blockMilliseconds
    }

    func one(in transaction: Transaction? = nil) async throws -> Int64 {
        if hasFreshIDs {
            defer { next += 1 }
            return next
        }
        return try await take(1, in: transaction)[0]
    }
}

/// The sequence steps by 1000, so what it gives is the first of a thousand that are nobody else's.
private struct NextIDBlock: Statement {
    struct Result: RowDecodable {
        let start: Int64
        init(from row: inout RowReader) throws { start = try row.next() }
    }
    static let sql = "SELECT nextval('entity_ids')"
    func bind(_ parameters: inout Parameters) {}
}
