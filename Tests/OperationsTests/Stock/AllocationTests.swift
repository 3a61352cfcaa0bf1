import Commerce
import Operations
import TestSupport
import Testing

struct AllocationTests {
    private static let january = Instant(millisecondsSince1970: 1_767_225_600_000)
    private static let february = january.adding(days: 31)

    @discardableResult
    private func allocate(
        _ house: StockBrand, _ shares: KeyValuePairs<String, Int64>, by caller: Caller = StockBrand.headquarters, from: Instant = january,
        to: Instant = february
    ) async throws -> AllocationView {
        let draft = try AllocationDraft(
            sku: Code(stored: "A"), from: from, to: to, shares: shares.map { .init(organization: Code(stored: $0.key), units: $0.value) })
        return try await house.brand.work(for: caller) { try await $0.allocate(draft) }
    }

    private func refusal(_ body: () async throws -> Void) async throws -> String {
        do {
            try await body()
            return "done"
        } catch let refusal as any Refusal {
            return refusal.reason.code
        }
    }

    /// `giver: organization units(used) …` of each.
    private func list(_ house: StockBrand, as caller: Caller) async throws -> [String] {
        try await house.brand.allocations(sku: Code(stored: "A"), PageRequest(), as: caller).items.map { allocation in
            "\(allocation.giver): " + allocation.shares.map { "\($0.organization) \($0.units)(\($0.used))" }.joined(separator: " ")
        }
    }

    @Test func `an order draws on its distributor's share and is refused beyond it`() async throws {
        try await StockBrand.with { house in
            try await house.move(.receipt, ["A": 1000])
            #expect(try await house.order(["A": 5]) == "confirmed")
            try await allocate(house, ["D-1": 10])
            #expect(try await house.order(["A": 11]) == "ALLOCATION_EXCEEDED")
            #expect(try await house.order(["A": 6]) == "confirmed")
            #expect(try await house.order(["A": 5]) == "ALLOCATION_EXCEEDED")
            #expect(try await house.order(["A": 4]) == "confirmed")
            // Nobody gave these anything.
            #expect(try await house.order(["A": 1], by: StockBrand.second) == "ALLOCATION_EXCEEDED")
            #expect(try await list(house, as: StockBrand.headquarters) == ["HQ: D-1 10(10)"])
            #expect(try await house.brand.audit().isClean)
            house.clock.set(Self.february)
            #expect(try await house.order(["A": 50], by: StockBrand.second) == "confirmed")
        }
    }

    @Test func `a region's share is open to all of its distributors until it is passed on, and drawn on either way`() async throws {
        try await StockBrand.with { house in
            try await house.move(.receipt, ["A": 1000])
            try await allocate(house, ["R-11": 10, "D-3": 1])
            #expect(try await house.order(["A": 2]) == "confirmed")
            #expect(try await house.order(["A": 1], by: StockBrand.second) == "confirmed")
            // Three are gone while it was open.
            #expect(try await refusal { try await allocate(house, ["D-1": 8], by: StockBrand.region) } == "ALLOCATION_EXCEEDED")
            try await allocate(house, ["D-1": 7], by: StockBrand.region)
            #expect(try await house.order(["A": 1], by: StockBrand.second) == "ALLOCATION_EXCEEDED")
            #expect(try await house.order(["A": 7]) == "confirmed")
            #expect(try await house.order(["A": 1]) == "ALLOCATION_EXCEEDED")
            #expect(try await list(house, as: StockBrand.headquarters) == ["R-11: D-1 7(7)", "HQ: D-3 1(0) R-11 10(10)"])
            #expect(try await list(house, as: StockBrand.region) == ["R-11: D-1 7(7)", "HQ: R-11 10(10)"])
            #expect(try await list(house, as: StockBrand.first) == ["R-11: D-1 7(7)"])
            #expect(try await list(house, as: StockBrand.second) == [])
            #expect(try await house.brand.audit().isClean)
        }
    }

    @Test func `what was drawn or passed on stays given, and periods of one giver don't overlap`() async throws {
        try await StockBrand.with { house in
            try await house.move(.receipt, ["A": 1000])
            try await allocate(house, ["R-11": 10, "D-3": 5])
            #expect(try await house.order(["A": 3], by: StockBrand.elsewhere) == "confirmed")
            #expect(try await refusal { try await allocate(house, ["R-11": 10, "D-3": 2]) } == "ALLOCATION_USED")
            #expect(try await refusal { try await allocate(house, ["R-11": 10]) } == "ALLOCATION_USED")
            #expect(try await allocate(house, ["R-11": 10, "D-3": 3]).shares.map(\.used) == [3, 0])
            try await allocate(house, ["D-1": 4, "D-2": 4], by: StockBrand.region)
            #expect(try await refusal { try await allocate(house, ["R-11": 7, "D-3": 3]) } == "ALLOCATION_PASSED_ON")
            #expect(try await refusal { try await allocate(house, ["R-11": 10, "D-3": 3, "D-1": 1]) } == "ALLOCATION_GIVEN_TWICE")
            try await allocate(house, ["R-11": 8, "D-3": 3])
            #expect(try await refusal { try await allocate(house, ["D-3": 3], to: Self.february.adding(days: 1)) } == "ALLOCATION_OVERLAPS")
            try await allocate(house, ["D-3": 3], from: Self.february, to: Self.february.adding(days: 1))
            #expect(try await list(house, as: StockBrand.headquarters).count == 3)
        }
    }

    @Test func `a region passes on only what headquarters gave it, for a part of that time or all of it`() async throws {
        try await StockBrand.with { house in
            #expect(try await refusal { try await allocate(house, ["D-1": 1], by: StockBrand.region) } == "ALLOCATION_MISSING")
            try await allocate(house, ["R-11": 10, "D-2": 1])
            #expect(try await refusal { try await allocate(house, ["D-1": 1], by: StockBrand.region, to: Self.february.adding(days: 1)) } == "ALLOCATION_MISSING")
            #expect(try await refusal { try await allocate(house, ["D-3": 1], by: StockBrand.region) } == "NOT_FOUND")
            #expect(try await refusal { try await allocate(house, ["R-11": 1], by: StockBrand.region) } == "NOT_A_RECIPIENT")
            #expect(try await refusal { try await allocate(house, ["D-2": 1], by: StockBrand.region) } == "ALLOCATION_GIVEN_TWICE")
            try await allocate(house, ["D-1": 6], by: StockBrand.region, to: Self.january.adding(days: 10))
            #expect(try await refusal { try await allocate(house, ["D-1": 5], by: StockBrand.region, from: Self.january.adding(days: 10)) } == "ALLOCATION_EXCEEDED")
            try await allocate(house, ["D-1": 4], by: StockBrand.region, from: Self.january.adding(days: 10))
        }
    }

    @Test func `taken back, it restricts nobody, and what a region passed on goes with it`() async throws {
        try await StockBrand.with { house in
            try await house.move(.receipt, ["A": 1000])
            try await allocate(house, ["R-11": 10])
            try await allocate(house, ["D-1": 4], by: StockBrand.region)
            #expect(try await house.order(["A": 4]) == "confirmed")
            #expect(try await house.order(["A": 1]) == "ALLOCATION_EXCEEDED")
            #expect(try await allocate(house, [:]).id == nil)
            #expect(try await list(house, as: StockBrand.headquarters) == [])
            #expect(try await house.order(["A": 100]) == "confirmed")
            #expect(try await house.brand.audit().isClean)
        }
    }

    @Test func `orders at the same time draw no more than the share`() async throws {
        try await StockBrand.with { house in
            try await house.move(.receipt, ["A": 1000])
            try await allocate(house, ["D-1": 10])
            let placed = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<20 {
                    group.addTask { try await house.order(["A": 3]) == "confirmed" ? 1 : 0 }
                }
                return try await group.reduce(0, +)
            }
            #expect(placed == 3)
            #expect(try await list(house, as: StockBrand.headquarters) == ["HQ: D-1 10(9)"])
        }
    }

    @Test func `a proposal follows the last ninety days' orders, by largest remainder`() async throws {
        try await StockBrand.with { house in
            try await house.move(.receipt, ["A": 1000])
            #expect(try await house.order(["A": 100]) == "confirmed")
            house.clock.advance(days: 91)
            for caller in [StockBrand.first, StockBrand.second, StockBrand.elsewhere] {
                #expect(try await house.order(["A": 3], by: caller) == "confirmed")
            }
            let period = try #require(AllocationPeriod(from: Self.january, to: Self.february))
            func propose(_ units: Int64, among level: AllocationLevel = .distributors, by caller: Caller = StockBrand.headquarters) async throws -> [String] {
                try await house.brand.proposeAllocation(of: units, sku: Code(stored: "A"), period: period, among: level, as: caller)
                    .shares.map { "\($0.organization) \($0.units)" }
            }
            #expect(try await propose(3) == ["D-1 1", "D-2 1", "D-3 1"])
            #expect(try await propose(100) == ["D-1 3", "D-2 3", "D-3 3"])
            #expect(try await propose(3, among: .regions) == ["R-11 2", "R-31 1"])
            #expect(try await propose(3, among: .regions, by: StockBrand.region) == ["D-1 2", "D-2 1"])
            let draft = try await house.brand.proposeAllocation(
                of: 3, sku: Code(stored: "A"), period: period, among: .distributors, as: StockBrand.headquarters)
            #expect(try await house.brand.work(for: StockBrand.headquarters) { try await $0.allocate(draft) }.shares.count == 3)
            await #expect(throws: AllocationRefusal.unknownSKU) {
                try await house.brand.proposeAllocation(of: 3, sku: Code(stored: "Z"), period: period, among: .regions, as: StockBrand.headquarters)
            }
        }
    }
}
