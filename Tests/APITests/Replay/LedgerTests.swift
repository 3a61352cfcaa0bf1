import Foundation
import Testing
@testable import Tributary

struct LedgerTests {
    private func ledger(_ rows: [String], limit: Int? = nil) async throws -> Ledger {
        try await LedgerFolder.with { try $0.ledger(rows, limit: limit) }
    }

    @Test(arguments: [
        "2021-02-29,INV,1,7,9,1,1", "2021-13-01,INV,1,7,9,1,1", "2021-00-10,INV,1,7,9,1,1", "2021-04-31,INV,1,7,9,1,1", "2021-1-01,INV,1,7,9,1,1",
        "01/02/2021x,INV,1,7,9,1,1", "0000-01-01,INV,1,7,9,1,1", "1900-02-29,INV,1,7,9,1,1", "2021-01-02,,1,7,9,1,1", "2021-01-02,INV,1, ,9,1,1",
        "2021-01-02,INV,1,7,\"\",1,1", "2021-01-02,INV,1,7,9,0,1", "2021-01-02,INV,1,7,9,x,1", "2021-01-02,INV,1,7,9,,1", "2021-01-02,INV,1,7,9,-,1",
        "2021-01-02,INV,1,7,9,1.5,1", "2021-01-02,INV,1,7,9,1000000001,1", "2021-01-02,INV,1,7,9,-1000000001,1",
        "2021-01-02,INV,1,7,9,-9223372036854775808,1", "2021-01-02,INV,1,7,9,99999999999999999999999999,1", "2021-01-02,INV,1,7,9", "2021-01-02", ",,,,,,",
    ])
    func `a row that says nothing is counted and left out`(row: String) async throws {
        let ledger = try await ledger([row, "2021-01-02,INV-1,1,7,9,1,1"])
        #expect(ledger.unreadable == 1)
        #expect(ledger.orders.count == 1)
        #expect(ledger.orders.first?.number == "INV-1")
    }

    @Test(arguments: [("1000000000", 1_000_000_000), ("-1000000000", -1_000_000_000), ("+5", 5), (" 7 ", 7), ("\"12\"", 12), ("007", 7)])
    func `numbers of bottles are read with sign, blanks and quotes`(written: String, bottles: Int64) async throws {
        #expect(try await ledger(["2020-02-29,INV,1,7,9,\(written),1"]).orders.first?.lines.map(\.bottles) == [bottles])
    }

    @Test func `an order is a store, a date and a number`() async throws {
        let ledger = try await ledger([
            "2021-01-03,INV-1,1,7,9,1,1", "2021-01-03,INV-1,1,8,9,2,1", "2021-01-03,INV-1,2,7,9,3,1", "2021-01-04,INV-1,1,7,9,4,1",
            "2021-01-02,INV-2,1,8,9,5,1",
        ])
        #expect(ledger.orders.map { $0.lines.map(\.bottles) } == [[5], [1, 3], [2], [4]], "in time order, and within a day in the file's")
        #expect(ledger.orders.map { ledger.stores[$0.store] } == ["8", "7", "8", "7"])
        #expect(ledger.items == ["9"])
    }

    @Test func `a limit takes the first orders in time`() async throws {
        let ledger = try await ledger(["2021-01-03,B,1,7,9,1,1", "2021-01-02,A,1,7,9,1,1", "2021-01-04,C,1,7,9,1,1"], limit: 2)
        #expect(ledger.orders.map(\.number) == ["A", "B"])
    }

    @Test func `marks at the head, line ends and damaged bytes are lived with`() async throws {
        let bytes: [UInt8] = [0xEF, 0xBB, 0xBF] + Array("\"Date\", ORDER_NO ,Line_No,Store,ITEM,bottles,sale_cents\r\n\r\n2021-01-02,INV,1,\"A, B\",".utf8)
            + [0xFF, 0x39] + Array(",3,1\r\n".utf8)
        let ledger = try await LedgerFolder.with { try Ledger(path: $0.write("lines.csv", bytes), limit: nil) }
        #expect(ledger.unreadable == 0)
        #expect(ledger.stores == ["A, B"])
        #expect(ledger.items == ["\u{FFFD}9"])
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/xz")))
    func `a packed ledger is unpacked, and one that is none is named`() async throws {
        try await LedgerFolder.with { folder in
            let path = try folder.write("lines.csv", LedgerFolder.columns + "2021-01-02,INV,1,7,9,3,1\n")
            let packed = Process()
            packed.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            packed.arguments = ["xz", "-k", path]
            try packed.run()
            packed.waitUntilExit()
            #expect(try Ledger(path: path + ".xz", limit: nil).orders.count == 1)

            let broken = try folder.write("broken.csv.xz", "no such thing")
            let error = #expect(throws: SettingsError.self) { try Ledger(path: broken, limit: nil) }
            #expect(error?.description.contains(broken) == true)
        }
    }

    @Test func `a ledger without the columns that count names them`() async throws {
        try await LedgerFolder.with { folder in
            let path = try folder.write("lines.csv", "date,order_no,store,bottles\n2021-01-02,INV,7,1\n")
            let error = #expect(throws: SettingsError.self) { try Ledger(path: path, limit: nil) }
            #expect(error?.description == "\(path) has no column item")
            let empty = try folder.write("empty.csv", "\n")
            #expect(throws: SettingsError.self) { try Ledger(path: empty, limit: nil) }
        }
    }

    @Test func `the file is looked for as it is named, then in the folder`() async throws {
        try await LedgerFolder.with { folder in
            #expect(throws: SettingsError.self) { try LedgerFile.path(nil, in: folder.path) }
            #expect(throws: SettingsError.self) { try LedgerFile.path("other.csv", in: folder.path) }
            #expect(throws: SettingsError.self) { try LedgerFile.path(nil, in: folder.path + "/none") }
            let own = try folder.write("order_lines_2020.csv.xz", "")
            let other = try folder.write("other.csv", "")
            #expect(try LedgerFile.path(nil, in: folder.path) == own)
            #expect(try LedgerFile.path("other.csv", in: folder.path) == other)
            #expect(try LedgerFile.path(other, in: folder.path + "/none") == other)
        }
    }

    @Test func `what the API can't take is known by its lines and quantities`() async throws {
        let many = (1...1001).map { "2021-01-02,MANY,\($0),7,\($0),1,1" }
        let ledger = try await ledger(
            many + ["2021-01-02,MUCH,1,7,9,1000001,1", "2021-01-02,BACK,1,7,9,-1,1", "2021-01-02,BOTH,1,7,9,1000000,1", "2021-01-02,BOTH,2,7,9,-5,1"])
        #expect(ledger.orders.map(\.isOrderable) == [false, false, false, true])
        #expect(ledger.orders.last?.bought.map(\.bottles) == [1_000_000])
    }
}
