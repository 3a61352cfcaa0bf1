import Testing
@testable import Tributary

struct MonthlyStockTests {
    private func receipts(_ rows: [String], month: Substring) async throws -> [[Int64]] {
        try await LedgerFolder.with { folder in
            MonthlyStock(try folder.brand(rows)).receipts(month: month).map { [Int64($0.warehouse), Int64($0.item), $0.units] }
        }
    }

    @Test func `a month receives 85% of what it will ask for`() async throws {
        let rows = ["2021-01-02,A,1,7,9,60,1", "2021-01-30,B,1,8,9,40,1", "2021-01-30,B,2,8,9,-50,1", "2021-02-01,C,1,7,9,10,1"]
        #expect(try await receipts(rows, month: "2021-01") == [[0, 0, 27], [1, 0, 28], [2, 0, 30]])
        #expect(try await receipts(rows, month: "2021-02") == [[0, 0, 2], [1, 0, 3], [2, 0, 3]])
        #expect(try await receipts(rows, month: "2021-03") == [])
    }

    @Test func `orders that the API can't take are no demand`() async throws {
        let many = (1...1001).map { "2021-01-02,MANY,\($0),7,9,100,1" }
        let rows = many + ["2021-01-03,MUCH,1,7,9,1000001,1", "2021-01-03,MUCH,2,7,9,100,1", "2021-01-04,FINE,1,7,9,100,1"]
        #expect(try await receipts(rows, month: "2021-01") == [[0, 0, 27], [1, 0, 28], [2, 0, 30]])
    }

    @Test func `no receipt is more than one line of a movement can bring`() async throws {
        let rows = (0..<4).flatMap { order in (1...1000).map { "2021-01-02,BIG-\(order),\($0),7,9,1000000,1" } }
        #expect(try await receipts(rows, month: "2021-01") == [[0, 0, 1_000_000_000], [1, 0, 1_000_000_000], [2, 0, 1_000_000_000]])
    }
}
