import Commerce
import Operations
import Testing

struct HoldTests {
    @Test func `a hold is posted in parts and the rest given back`() async throws {
        try await SmallBrand.with { small in
            try await small.deposit(1000, to: SmallBrand.first)
            try await small.hold(100, of: SmallBrand.first, order: 1)
            try await small.post(33, order: 1, of: SmallBrand.first)
            #expect(try await small.position(of: SmallBrand.first) == AccountPosition(storedBalanceFen: 967, heldFen: 67))
            try await small.post(40, order: 1, of: SmallBrand.first)
            try await small.void(27, order: 1, of: SmallBrand.first)
            #expect(try await small.position(of: SmallBrand.first) == AccountPosition(storedBalanceFen: 927))
            #expect(try await small.ledger("sales") == 73)
            #expect(try await small.pendingFen() == 0)
        }
    }

    @Test func `a second resolution is refused and leaves nothing behind`() async throws {
        try await SmallBrand.with { small in
            try await small.deposit(1000, to: SmallBrand.first)
            try await small.hold(100, of: SmallBrand.first, order: 1)
            // Another order's hold, so that the account alone would have enough to give.
            try await small.hold(500, of: SmallBrand.first, order: 2)
            try await small.post(100, order: 1, of: SmallBrand.first)
            let resolved = AccountRefusal.holdResolved(pendingFen: nil)
            await #expect(throws: resolved) { try await small.post(1, order: 1, of: SmallBrand.first) }
            await #expect(throws: resolved) { try await small.void(1, order: 1, of: SmallBrand.first) }
            await #expect(throws: resolved) { try await small.post(501, order: 2, of: SmallBrand.first) }
            await #expect(throws: resolved) { try await small.post(1, order: 3, of: SmallBrand.first) }
            #expect(try await small.position(of: SmallBrand.first) == AccountPosition(storedBalanceFen: 900, heldFen: 500))
            #expect(try await small.transfers() == 2)
        }
    }

    @Test func `of two that resolve the same hold at once, one is refused`() async throws {
        try await SmallBrand.with { small in
            try await small.deposit(1000, to: SmallBrand.first)
            for order in 1...10 as ClosedRange<Int64> { try await small.hold(50, of: SmallBrand.first, order: order) }
            let won = try await withThrowingTaskGroup(of: Bool.self) { group in
                for order in 1...10 as ClosedRange<Int64> {
                    for posts in [true, false] {
                        group.addTask {
                            do {
                                if posts {
                                    try await small.post(50, order: order, of: SmallBrand.first)
                                } else {
                                    try await small.void(50, order: order, of: SmallBrand.first)
                                }
                                return true
                            } catch AccountRefusal.holdResolved {
                                return false
                            }
                        }
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(won == 10)
            let posted = try await small.number("SELECT sum(posted_fen) FROM account_holds")
            #expect(try await small.position(of: SmallBrand.first) == AccountPosition(storedBalanceFen: 1000 - posted))
            #expect(try await small.ledger("sales") == posted)
        }
    }

    @Test func `nothing happens for nothing, and less than nothing is refused`() async throws {
        try await SmallBrand.with { small in
            try await small.post(0, order: 99, of: SmallBrand.first)
            try await small.void(0, order: 99, of: SmallBrand.first)
            try await small.refund(0, to: SmallBrand.first, return: 1)
            for amount in [-1, Int64.min] {
                await #expect(throws: AccountRefusal.amountOutOfRange) { try await small.post(amount, order: 1, of: SmallBrand.first) }
                await #expect(throws: AccountRefusal.amountOutOfRange) { try await small.void(amount, order: 1, of: SmallBrand.first) }
                await #expect(throws: AccountRefusal.amountOutOfRange) { try await small.refund(amount, to: SmallBrand.first, return: 1) }
            }
            #expect(try await small.transfers() == 0)
        }
    }

    @Test func `a refund returns what was paid, and is refused when it can't be counted`() async throws {
        try await SmallBrand.with { small in
            try await small.deposit(100, to: SmallBrand.first)
            try await small.hold(100, of: SmallBrand.first, order: 1)
            try await small.post(100, order: 1, of: SmallBrand.first)
            try await small.refund(30, to: SmallBrand.first, return: 7)
            #expect(try await small.position(of: SmallBrand.first).balanceFen == 30)
            #expect(try await small.ledger("sales") == 70)
            await #expect(throws: AccountRefusal.amountOutOfRange) { try await small.refund(.max, to: SmallBrand.first, return: 8) }
            #expect(try await small.position(of: SmallBrand.first).balanceFen == 30)
        }
    }

    @Test func `entries come newest first, signed, with what they are for`() async throws {
        try await SmallBrand.with { small in
            try await small.deposit(100, to: SmallBrand.first)
            try await small.hold(60, of: SmallBrand.first, order: 1)
            try await small.post(60, order: 1, of: SmallBrand.first, shipment: 77)
            try await small.refund(20, to: SmallBrand.first, return: 88)
            try await small.deposit(1, to: SmallBrand.second)
            func page(_ limit: Int, after: String? = nil) async throws -> Page<AccountEntry> {
                try await small.brand.accountEntries(of: SmallBrand.first.code, page: PageRequest(limit: limit, after: after), as: SmallBrand.first)
            }
            let all = try await page(50)
            #expect(all.items.map(\.kind) == [.refund, .sale, .deposit])
            #expect(all.items.map(\.amountFen) == [20, -60, 100])
            #expect(all.items.map(\.reference) == [ReturnID(88).external, ShipmentID(77).external, nil])
            #expect(all.next == nil)
            let newer = try await page(2)
            let older = try await page(2, after: newer.next)
            #expect(newer.items + older.items == all.items)
            #expect(older.next == nil)
        }
    }
}
