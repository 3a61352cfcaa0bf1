import Postgres
import TestSupport
import Testing

struct ValueTests {
    @Test func `every type comes back as it was sent`() async throws {
        try await TestDatabase.withEmptyDatabase { url in
            let connection = try await Connection.open(settings(url), logger: quiet)
            func check<V: PostgresEncodable & PostgresDecodable & RowDecodable & Equatable>(_ values: V...) async throws {
                for value in values {
                    #expect(try await connection.run(Echo(value: value)).first == value)
                    #expect(try await connection.run(Echo(value: Optional(value))).first == .some(.some(value)))
                }
                #expect(try await connection.run(Echo<V?>(value: nil)).first == .some(.none))
            }
            try await check(true, false)
            try await check(Int16.min, -1, 0, Int16.max)
            try await check(Int32.min, -1, 0, Int32.max)
            try await check(Int64.min, -1, 0, Int64.max)
            try await check(Int.min, 0, Int.max)
            try await check(0.0, -0.5, .infinity, .leastNonzeroMagnitude, 1e300)
            try await check("", "plain", "it's \"quoted\" \\", "白酒 🍶 e\u{301}", String(repeating: "长", count: 100_000))
            try await check(Bytes([]), Bytes([0, 255, 92]), Bytes(Array(repeating: 7, count: 70_000)))
            try await check(UUIDBytes(high: 0, low: 0), UUIDBytes(high: 0x0123_4567_89ab_cdef, low: .max))
            try await check(Timestamp(microsecondsSince1970: 0), Timestamp(microsecondsSince1970: -1), .infinity, .minusInfinity)
            try await check(Timestamp(microsecondsSince1970: 1_700_000_000_123_456))
            try await check(Day(daysSince1970: 0), Day(daysSince1970: -719_162), Day(daysSince1970: 20_000))
            try await check(JSONText(#"{"b": 1, "a": [null]}"#), JSONText("null"))
            await connection.close()
        }
    }

    @Test func `arrays come back, empty ones and those with NULL too`() async throws {
        try await TestDatabase.withEmptyDatabase { url in
            let connection = try await Connection.open(settings(url), logger: quiet)
            func check<V: PostgresEncodable & PostgresDecodable & Equatable>(_ arrays: [V]...) async throws {
                for array in arrays {
                    #expect(try await connection.run(EchoArray(elements: array)).first?.elements == array)
                    let holed = array.map(Optional.some) + [nil]
                    #expect(try await connection.run(EchoArray(elements: holed)).first?.elements == holed)
                }
            }
            try await check([Int64](), [1], Array(-5_000...5_000))
            try await check([Int32.min, 0, .max])
            try await check([Int16.min, 0, .max])
            try await check([1, 2, 3] as [Int])
            try await check([true, false])
            try await check([1.5, -2])
            try await check(["", "a,b", "{\"}", "NULL", "酒"])
            try await check([Timestamp(microsecondsSince1970: 5)])
            try await check([Day(daysSince1970: 5)])
            try await check([UUIDBytes(high: 1, low: 2)])
            try await check([Bytes([]), Bytes([0, 1])])
            try await check([JSONText("{}"), JSONText("[1,  2]")])
            await connection.close()
        }
    }

    @Test func `values mean the same to the server`() async throws {
        struct Meaning: Statement {
            static let sql = """
                SELECT $1 = '2024-02-29T12:30:00.000001+00'::timestamptz, $2 = '2024-02-29'::date, $3 = 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid,
                    $4 = '\\x00ff'::bytea, $5::jsonb ->> 'a' = 'ü', $6 = ARRAY['x', NULL]::text[] IS TRUE, $7 = -1.5
                """
            struct Result: RowDecodable {
                var all: [Bool] = []
                init(from row: inout RowReader) throws { for _ in 0..<7 { all.append(try row.next()) } }
            }
            func bind(_ parameters: inout Parameters) {
                parameters.append(Timestamp(microsecondsSince1970: 1_709_209_800_000_001))
                parameters.append(Day(daysSince1970: 19_782))
                parameters.append(UUIDBytes(high: 0xa0ee_bc99_9c0b_4ef8, low: 0xbb6d_6bb9_bd38_0a11))
                parameters.append(Bytes([0, 255]))
                parameters.append(JSONText(#"{"a": "ü"}"#))
                parameters.append(["x", nil] as [String?])
                parameters.append(-1.5)
            }
        }
        try await TestDatabase.withEmptyDatabase { url in
            let connection = try await Connection.open(settings(url), logger: quiet)
            let row = try await connection.run(Meaning()).first
            #expect(row?.all == Array(repeating: true, count: 7))
            await connection.close()
        }
    }

    @Test func `sums, small integers, identifiers and labels read as what they hold`() async throws {
        struct Wider: Statement {
            static let sql = """
                SELECT 7::int2, 8::int4, 9::oid, '10'::xid8, (-9223372036854775808)::numeric, 120000::numeric, 0::numeric, '{"a": 1}'::jsonb, 'x'::name,
                    'draft'::state, 1.5::float4, sum(x) FROM (VALUES (9000000000000000000::int8), (5)) AS v (x)
                """
            struct Result: RowDecodable {
                let integers: [Int64], json: JSONText, name: String, label: String, real: Double, sum: Int
                init(from row: inout RowReader) throws {
                    integers = try (0..<7).map { _ in try row.next() }
                    json = try row.next()
                    name = try row.next()
                    label = try row.next()
                    real = try row.next()
                    sum = try row.next()
                }
            }
        }
        try await TestDatabase.withEmptyDatabase { url in
            let connection = try await Connection.open(settings(url), logger: quiet)
            try await connection.script("CREATE TYPE state AS ENUM ('draft')")
            let row = try #require(try await connection.run(Wider()).first)
            #expect(row.integers == [7, 8, 9, 10, .min, 120_000, 0])
            #expect(row.json.text == #"{"a": 1}"#)
            #expect(row.name == "x")
            #expect(row.label == "draft")
            #expect(row.real == 1.5)
            #expect(row.sum == 9_000_000_000_000_000_005)
            await connection.close()
        }
    }
}
