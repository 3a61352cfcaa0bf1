import Postgres
import TestSupport
import Testing

/// A value of one type read as another.
private struct Misread<Value: PostgresDecodable & RowDecodable, Source: SQLExpression>: Statement {
    static var sql: String { "SELECT \(Source.sql) AS \"offender\"" }
    typealias Result = Value
}

private protocol SQLExpression: Sendable { static var sql: String { get } }
private enum Null: SQLExpression { static let sql = "NULL::int8" }
private enum Fraction: SQLExpression { static let sql = "1.5::numeric" }
private enum Huge: SQLExpression { static let sql = "9223372036854775808::numeric" }
private enum NotANumber: SQLExpression { static let sql = "'NaN'::numeric" }
private enum Moment: SQLExpression { static let sql = "now()" }
private enum Words: SQLExpression { static let sql = "'eight by'::text" }
private enum Number: SQLExpression { static let sql = "1::int8" }
private enum Endless: SQLExpression { static let sql = "'infinity'::date" }

struct UnreadableTests {
    @Test func `what a type can't hold is refused with the column's name, never guessed`() async throws {
        try await TestDatabase.withEmptyDatabase { url in
            let connection = try await Connection.open(settings(url), logger: quiet)
            func refuse<S: Statement>(_ statement: S) async {
                let error = await PostgresError.thrown { _ = try await connection.run(statement) }
                #expect(error?.kind == .decoding, "\(S.sql) as \(S.Result.self)")
                #expect(error?.message.contains("offender") == true)
                #expect(error?.statement != nil)
            }
            await refuse(Misread<Int64, Null>())
            await refuse(Misread<Int64, Fraction>())
            await refuse(Misread<Int64, Huge>())
            await refuse(Misread<Int64, NotANumber>())
            await refuse(Misread<Int64, Moment>())
            await refuse(Misread<Int64, Words>())
            await refuse(Misread<Double, Number>())
            await refuse(Misread<String, Number>())
            await refuse(Misread<String, Null>())
            await refuse(Misread<Int32, Number>())
            await refuse(Misread<Bool, Number>())
            await refuse(Misread<Timestamp, Number>())
            await refuse(Misread<Day, Endless>())
            await refuse(Misread<UUIDBytes, Words>())
            await refuse(Misread<Bytes, Words>())
            await refuse(Misread<JSONText, Words>())
            #expect(try await connection.run(Echo(value: 1)).first == 1)
            await connection.close()
        }
    }

    @Test func `a text that isn't an array is refused`() async throws {
        struct NotAnArray: Statement {
            static let sql = "SELECT 'long enough to be taken for one'::text"
            struct Result: RowDecodable {
                init(from row: inout RowReader) throws { let _: [Int64] = try row.next() }
            }
        }
        try await TestDatabase.withEmptyDatabase { url in
            let connection = try await Connection.open(settings(url), logger: quiet)
            #expect(await PostgresError.thrown { _ = try await connection.run(NotAnArray()) }?.kind == .decoding)
            await connection.close()
        }
    }

    @Test func `reading past the last column is an error`() async throws {
        struct TooMany: Statement {
            static let sql = "SELECT 1"
            struct Result: RowDecodable {
                init(from row: inout RowReader) throws { for _ in 0..<2 { let _: Int = try row.next() } }
            }
        }
        try await TestDatabase.withEmptyDatabase { url in
            let connection = try await Connection.open(settings(url), logger: quiet)
            #expect(await PostgresError.thrown { _ = try await connection.run(TooMany()) }?.kind == .decoding)
            await connection.close()
        }
    }
}
