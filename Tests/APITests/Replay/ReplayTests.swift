import Foundation
import Logging
import Postgres
import TestSupport
import Testing
@testable import Tributary

/// The real program replays small ledgers that hold the traps of the large one.
struct ReplayTests {
    /// By what stands before it, what the final table says.
    private func table(_ output: String) -> [String: String] {
        let rows = output.split(separator: "\n").filter { $0.hasPrefix("  ") }.compactMap { line -> (String, String)? in
            let text = line.drop { $0 == " " }
            guard let gap = text.firstRange(of: "  ") else { return nil }
            return (String(text[..<gap.lowerBound]), text[gap.upperBound...].trimmingCharacters(in: .whitespaces))
        }
        return Dictionary(rows) { first, _ in first }
    }

    private func writeMasters(_ folder: LedgerFolder) throws {
        try folder.write(
            "stores.tsv",
            "\u{FEFF}Store\tName\tStore Address\n1\tFirst, \"Ames\"\tPOINT (-93.62 42.03)\n2\tSecond \u{FFFD}\tPOINT (-91.53 41.66)\n3\tThird\n4\tFar\tPOINT (-96.4 42.5)\n")
        try folder.write(
            "products.tsv",
            "\u{FEFF}Item Number\tItem Description\tBottle Volume (ml)\tPack\tState Bottle Retail\nA\tRye\t750\t12\t7.50\nB\tGin\t1000\t6\t12\nC\tRum\t375\t24\t3.99\n")
    }

    /// Six orders that are placed, two that the API refuses, four returns that are refunded, and five rows that say nothing.
    private var traps: [String] {
        let many = (1...1001).map { "2021-01-10,INV-MANY,\($0),2,\($0 % 3 == 0 ? "B" : "M\($0)"),1,100" }
        return [
            // One item on two lines, of which not all is there: 85% of what is asked for, less the pool.
            "2021-01-02,INV-1,1,1,A,60,100", "2021-01-02,INV-1,2,1,A,40,100",
            // Goods bought and goods that come back under one number.
            "2021-01-03,INV-2,1,1,B,12,100", "2021-01-03,INV-2,2,1,A,-5,100",
            // One item twice in one return.
            "2021-01-04,RINV-1,1,1,A,-10,100", "2021-01-04,RINV-1,2,1,A,-3,100",
            // The number again: more than was bought, and something that never was.
            "2021-01-05,RINV-1,1,1,A,-1000,100", "2021-01-05,RINV-1,2,1,Z,-1,100",
            // What comes back stands before what it was bought by, on the same day.
            "2021-01-07,RINV-9,1,3,C,-2,100", "2021-01-07,INV-9,1,3,\"C\",10,100",
            // The number of another store's order.
            "2021-01-08,INV-1,1,2,D,20,100",
            "2021-01-09,INV-MUCH,1,2,A,2000000,100",
        ] + many + [
            // Two stores that no master file names and whose codes come to the same.
            "2021-01-11,INV-5,1,777,E,20,100", "2021-01-11,INV-5,1,77 7,F,20,100",
            "2021-02-30,INV-6,1,1,A,1,100", "2021-01-12,INV-6,1,1,A,0,100", "2021-01-12,INV-6,1,1,A,x,100", "2021-01-12,INV-6",
            "2021-01-12,INV-6,1,1,A,-9223372036854775808,100",
        ]
    }

    @Test(.timeLimit(.minutes(5))) func `a ledger full of traps is replayed to a clean audit, over what an older build left`() async throws {
        try await LedgerFolder.with { folder in
            try writeMasters(folder)
            try folder.write("order_lines_2021.csv", "\u{FEFF}" + LedgerFolder.columns + traps.joined(separator: "\r\n") + "\r\n")
            try await TestDatabase.withEmptyDatabase { url in
                try await leaveOlderBuild(at: url)
                let (status, output) = try await ServerProcess.run([
                    "replay", "--data=\(folder.path)", "--database-url=\(url)", "--schemas-directory=\(Repository.schemas)",
                ])
                #expect(status == 0, "\(output)")
                let table = table(output)
                #expect(table["orders placed"]?.hasPrefix("6 (") == true, "\(output)")
                #expect(table["lines placed"] == "7")
                #expect(table["orders refused: OUT_OF_RANGE"] == "1 orders, 1 lines")
                #expect(table["orders refused: TOO_MANY_LINES"] == "1 orders, 1001 lines")
                #expect(table["rows of the ledger that say nothing"] == "5")
                #expect(table["returns refunded"] == "4")
                #expect(table.keys.filter { $0.hasPrefix("returns refused") || $0.hasPrefix("receipts refused") } == [])
                #expect(table["audit"] == "clean")
                #expect(table["p50, p99 of placing an order"]?.contains(" ms, ") == true)
                #expect(output.contains("11 of 11 orders, "), "the last line of progress")

                // Of 182 bottles some are cut; of the first order's 100 all that were sent came back, and the rest of 1,018 had no order.
                let bottles = (table["bottles placed, cut off for want of stock"] ?? "").split(separator: ", ").compactMap { Int($0) }
                try #require(bottles.count == 2)
                #expect(bottles[0] + bottles[1] == 182 && bottles[1] > 0)
                let beyond = (table["returned beyond what was bought"] ?? "").split { !$0.isNumber }.compactMap { Int($0) }
                try #require(beyond.count == 2)
                #expect(beyond[0] == 2 && (1018 - 85 + 1...1018).contains(beyond[1]))
            }
        }
    }

    /// A schema whose migrations are none of today's.
    private func leaveOlderBuild(at url: String) async throws {
        let connection = try await Connection.open(DatabaseConfiguration(url: url), logger: Logger(label: "test.replay"))
        try await connection.script(
            """
            CREATE SCHEMA tributary_replay;
            CREATE TABLE tributary_replay.schema_migrations (version int, name text, checksum bytea);
            INSERT INTO tributary_replay.schema_migrations VALUES (1, 'older', '\\x00');
            CREATE TABLE tributary_replay.orders (id int);
            """)
        await connection.close()
    }

    @Test(.timeLimit(.minutes(5))) func `a bare ledger is replayed, whatever the environment says to other commands`() async throws {
        try await LedgerFolder.with { folder in
            try folder.write("stores.tsv", "")
            try folder.write("products.tsv", "Item Number\n")
            try folder.write("some.csv", "STORE,ITEM,BOTTLES,DATE,ORDER_NO\n\u{E9},\u{E8},20,2021-01-02,1\n\u{E8},\u{E9},20,2021-01-03,1\n")
            try await TestDatabase.withEmptyDatabase { url in
                let finished = try await Finished(
                    ServerProcess.program(), ["replay", "--data=\(folder.path)", "--orders=some.csv", "--schemas-directory=\(Repository.schemas)"],
                    [
                        "DATABASE_URL": url, "DATABASE_REPLICA_URL": "postgresql://127.0.0.1:1/none", "HTTP_HOST": "0.0.0.0", "HTTP_PORT": "1",
                        "ALLOW_DEMO_CREDENTIALS": "no", "RATE_LIMIT": "1", "RATE_BURST": "1", "DATABASE_SCHEMA": "other", "SEED_DEMO": "yes",
                    ])
                #expect(finished.status == 0, "\(finished.output) \(finished.errors)")
                let table = table(finished.output)
                #expect(table["orders placed"]?.hasPrefix("2 (") == true, "\(finished.output) \(finished.errors)")
                #expect(table["audit"] == "clean")
            }
        }
    }

    @Test func `a folder without its master files is named and nothing is replayed`() async throws {
        try await LedgerFolder.with { folder in
            try folder.write("order_lines.csv", LedgerFolder.columns + "2021-01-02,INV,1,1,A,1,1\n")
            let finished = try await Finished(ServerProcess.program(), ["replay", "--data=\(folder.path)"])
            #expect(finished.status != 0)
            #expect(finished.errors.contains("stores.tsv"), "\(finished.errors)")
        }
    }
}
