import Commerce
import Postgres

/// Readable numbers of orders: `SO`, the day in Shanghai, six digits or more. A server takes a hundred at a time from the day's
/// counter, so numbers are unique, rise by the hundred between servers and may have gaps after a restart.
package actor OrderNumbers {
    private static let block: Int64 = 100

    private let database: Database
    private var day: CalendarDay?
    private var next: Int64 = 0
    private var end: Int64 = 0

    init(database: Database) {
        self.database = database
    }

    func take(_ count: Int, at instant: Instant) async throws -> [String] {
        let today = instant.day(offsetMinutes: Instant.shanghaiOffsetMinutes)
        if today != day || end - next < Int64(count) {
            let wanted = max(Self.block, Int64(count))
            let first = try await database.run(after: WithoutFlush(), NextNumberBlock(day: today, length: wanted))[0].first
            // Whatever was left of the block before is given up: a gap, never a number twice.
            day = today
            next = first
            end = first + wanted
        }
        defer { next += Int64(count) }
        return (next..<next + Int64(count)).map { Self.text("SO", today, $0) }
    }

    static func text(_ prefix: String, _ day: CalendarDay, _ number: Int64) -> String {
        func padded(_ value: Int64, _ digits: Int) -> String {
            let text = String(value)
            return String(repeating: "0", count: max(0, digits - text.count)) + text
        }
        return prefix + padded(Int64(day.year), 4) + padded(Int64(day.month), 2) + padded(Int64(day.day), 2) + padded(number, 6)
    }
}

/// The block's own commit isn't flushed to disk: whatever is numbered from it commits behind it in the same log, and that is flushed, so a
/// number that was given to anybody is never given again.
private struct WithoutFlush: Statement {
    static let sql = "SELECT set_config('synchronous_commit', 'off', true)"
    func bind(_ parameters: inout Parameters) {}
}

/// Takes the next numbers of a day, in a transaction of its own: were it the order's, every order of the day would wait for this row.
private struct NextNumberBlock: Statement {
    struct Result: RowDecodable {
        let first: Int64
        init(from row: inout RowReader) throws { first = try row.next() }
    }
    static let sql = """
        INSERT INTO order_number_blocks AS b (day, next) VALUES ($1, 1 + $2)
        ON CONFLICT (day) DO UPDATE SET next = b.next + $2
        RETURNING next - $2
        """
    let day: CalendarDay
    let length: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(Day(daysSince1970: Int32(day.daysSince1970)))
        parameters.append(length)
    }
}
