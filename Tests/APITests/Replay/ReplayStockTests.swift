import Commerce
import Testing
@testable import Tributary

/// What a replay remembers of stock and of what was bought.
struct ReplayStockTests {
    /// Two stores of one region at one point, so that warehouses come in the order of their numbers.
    private func mirror() async throws -> MirrorStock {
        try await LedgerFolder.with { MirrorStock(try $0.brand(["2021-01-02,A,1,7,9,1,1", "2021-01-02,A,1,8,9,1,1"])) }
    }

    private func hold(_ units: Int64, isPool: Bool) -> MirrorStock.Hold {
        MirrorStock.Hold(warehouse: 0, item: 0, units: units, isPool: isPool)
    }

    @Test func `nearest-first opens the next warehouse when the nearest has no more`() async throws {
        var mirror = try await mirror()
        for warehouse in 0...2 { mirror.receive(warehouse, 0, 100) }
        // Of 100 bottles at headquarters 70 are free to all, and 6 are one store's share of the pool.
        #expect(mirror.nearestFirst([(item: 0, units: 76)], for: 0) == 1)
        #expect(mirror.nearestFirst([(item: 0, units: 77)], for: 0) == 2)
        #expect(mirror.nearestFirst([(item: 0, units: 40), (item: 0, units: 37)], for: 0) == 2, "lines of one item share the stock")
        #expect(mirror.nearestFirst([(item: 0, units: 1000)], for: 0) == 3)
        #expect(mirror.nearestFirst([], for: 0) == 0)
    }

    @Test func `a store's share of the pool is its own`() async throws {
        var mirror = try await mirror()
        for warehouse in 0...2 { mirror.receive(warehouse, 0, 100) }
        mirror.hold(hold(6, isPool: true), for: 0)
        #expect(mirror.nearestFirst([(item: 0, units: 71)], for: 0) == 2)
        #expect(mirror.nearestFirst([(item: 0, units: 76)], for: 1) == 1)
        mirror.despatch(hold(6, isPool: true), for: 0)
        // 94 bottles are left: 66 and a share of 5.
        #expect(mirror.nearestFirst([(item: 0, units: 71)], for: 0) == 1)
        #expect(mirror.nearestFirst([(item: 0, units: 72)], for: 0) == 2)
    }

    @Test func `what is despatched is neither held nor there`() async throws {
        var mirror = try await mirror()
        mirror.receive(0, 0, 100)
        mirror.hold(hold(10, isPool: false), for: 0)
        mirror.hold(hold(5, isPool: true), for: 0)
        #expect(mirror.level(0, 0).onHand == 100 && mirror.level(0, 0).reserved == 10 && mirror.level(0, 0).poolReserved == 5)
        mirror.despatch(hold(10, isPool: false), for: 0)
        mirror.despatch(hold(5, isPool: true), for: 0)
        #expect(mirror.level(0, 0).onHand == 85 && mirror.level(0, 0).reserved == 0 && mirror.level(0, 0).poolReserved == 0)
        mirror.receive(0, 0, 15)
        #expect(mirror.level(0, 0).onHand == 100)
    }

    @Test func `returns are taken out of the latest orders that have some`() {
        var purchases = Purchases()
        purchases.add(order: 1, store: 7, item: 9, units: 10)
        purchases.add(order: 2, store: 7, item: 9, units: 5)
        purchases.add(order: 2, store: 7, item: 9, units: 5)
        purchases.add(order: 3, store: 8, item: 9, units: 100)
        purchases.add(order: 4, store: 7, item: 9, units: 0)
        let first = purchases.take(store: 7, item: 9, units: 7)
        #expect(first.taken.map(\.order) == [2, 2] && first.taken.map(\.units) == [5, 2] && first.missing == 0)
        let second = purchases.take(store: 7, item: 9, units: 1_000_000_000)
        #expect(second.taken.map(\.order) == [2, 1] && second.taken.map(\.units) == [3, 10] && second.missing == 999_999_987)
        let third = purchases.take(store: 7, item: 9, units: 1)
        #expect(third.taken.isEmpty && third.missing == 1)
        #expect(purchases.take(store: 7, item: 8, units: 1).missing == 1)
    }

    @Test(arguments: [
        (0, 100, 10.0, "0 of 100 orders, 0.00/s, unknown time left"), (50, 100, 10, "50 of 100 orders, 5.00/s, 10 s left"),
        (1000, 100_000, 10, "1000 of 100000 orders, 100/s, 16 min left"), (10, 100_010, 10, "10 of 100010 orders, 1.00/s, 27 h 46 min left"),
        (0, 0, 0, "0 of 0 orders, 0.00/s, unknown time left"),
    ])
    func `progress tells rate and time left`(done: Int, total: Int, seconds: Double, line: String) {
        #expect(ReplayProgress.line(done: done, of: total, after: seconds) == line)
    }
}
