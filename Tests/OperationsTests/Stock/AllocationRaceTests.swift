import Commerce
import Operations
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct AllocationRaceTests {
    @Test func `an order that meets a region passing on its share is held to what was passed on`() async throws {
        try await TestBrand.with { test in
            let from = test.clock.now
            func draft(_ organization: String, _ units: Int64) throws -> AllocationDraft {
                try AllocationDraft(
                    sku: Code(stored: "A"), from: from, to: from.adding(days: 30), shares: [.init(organization: Code(stored: organization), units: units)])
            }
            let whole = try draft("R-11", 60)
            _ = try await test.brand.work(for: test.caller("HQ")) { try await $0.allocate(whole) }
            let passedOn = try draft("D-110106", 60)
            let region = try test.caller("R-11")
            let (written, wrote) = AsyncStream<Void>.makeStream()
            let (mayEnd, end) = AsyncStream<Void>.makeStream()
            let passing = Task {
                try await test.brand.work(for: region) { work in
                    _ = try await work.allocate(passedOn)
                    wrote.finish()
                    for await _ in mayEnd {}
                }
            }
            for await _ in written {}
            // It waits for the share that the region is just giving away.
            let order = Task { try await test.send(["A": 6]) }
            try await test.untilBlocked()
            end.finish()
            try await passing.value
            #expect(try await order.value == .refused("ALLOCATION_EXCEEDED"))
            #expect(try await test.send(["A": 60], by: "D-110106").order != nil)
            try await test.expectCleanAudit()
        }
    }
}
