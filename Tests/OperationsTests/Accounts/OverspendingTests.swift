import Commerce
import Operations
import Testing

/// The one thing an account is there for.
struct OverspendingTests {
    @Test func `parallel holds can't overspend by one fen`() async throws {
        try await SmallBrand.with { one in
            // 14 orders of 7 fen come to 98; the 15th would overspend by 5.
            try await one.deposit(60, to: SmallBrand.first)
            try await one.setCreditLimit(40, of: SmallBrand.first)
            try await one.anotherServer { two in
                let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                    for number in 1...40 {
                        let server = number % 2 == 0 ? one : two
                        group.addTask { try await server.order(bottles: 1, by: SmallBrand.first, key: "order \(number)") }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(statuses.filter { $0 == 201 }.count == 14)
                #expect(statuses.filter { $0 == 409 }.count == 26)
                #expect(try await one.position(of: SmallBrand.first) == AccountPosition(storedBalanceFen: 60, heldFen: 98, creditLimitFen: 40))
                #expect(try await one.pendingFen() == 98)
            }
        }
    }

    @Test func `orders, deposits and limits at once leave an account that its ledger explains`() async throws {
        try await SmallBrand.with { small in
            try await small.deposit(70, to: SmallBrand.first)
            // The first order of a day takes a block of numbers.
            #expect(try await small.order(bottles: 1, by: SmallBrand.first, key: "first") == 201)
            try await withThrowingTaskGroup { group in
                for number in 1...12 {
                    group.addTask { _ = try await small.order(bottles: 2, by: SmallBrand.first, key: "order \(number)") }
                    group.addTask { try await small.deposit(3, to: SmallBrand.first) }
                    group.addTask {
                        do { try await small.setCreditLimit(Int64(number % 3) * 10, of: SmallBrand.first) } catch is AccountRefusal {}
                    }
                }
                try await group.waitForAll()
            }
            let position = try await small.position(of: SmallBrand.first)
            #expect(position.balanceFen == 70 + 36)
            #expect(try await small.pendingFen() == position.heldFen)
            #expect(position.availableFen >= 0)
            #expect(position.heldFen > 0)
        }
    }
}

extension SmallBrand {
    /// Places an order on the brand.
    /// - Returns: the status of the answer.
    fileprivate func order(bottles: Int64, by caller: Caller, key: String) async throws -> Int {
        let draft = OrderDraft(
            distributor: nil, shipTo: nil, lines: [.init(sku: Code(stored: "L"), quantity: bottles, unit: .bottle)], allowPartial: nil,
            allowBackorder: false, note: nil)
        return try await brand.placeOrder(
            draft, by: caller, once: IdempotentRequest(clientID: caller.clientID, route: "orders", key: key, body: []),
            accepted: { _ in StoredAnswer(status: 201, body: []) }, refused: { _ in StoredAnswer(status: 409, body: []) }
        ).answer.status
    }
}
