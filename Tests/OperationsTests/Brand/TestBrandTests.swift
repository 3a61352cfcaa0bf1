import Commerce
import Operations
import TestSupport
import Testing

/// The brand that other tests start from is what it says, or they prove nothing.
@Suite struct TestBrandTests {
    @Test func `the small brand stands up to an audit`() async throws {
        try await TestBrand.with { test in
            let report = try await test.brand.audit()
            #expect(report.checks.flatMap(\.differences).isEmpty)
            #expect(try await test.count("SELECT count(*) FROM stock_movements") == 16)
            #expect(try await test.count("SELECT sum(amount_fen) FROM account_transfers") == 300_000_000)
        }
    }

    @Test func `every organisation is there under the id that its code stands for, and can sign in`() async throws {
        try await TestBrand.with { test in
            for code in ["HQ", "R-11", "R-31", "D-110105", "D-110106", "D-310101", "S-110105-001"] {
                let caller = try await test.brand.signIn(clientID: code, secret: "demo", allowsDemoSecrets: true)
                #expect(try test.caller(code) == caller)
            }
        }
    }

    @Test func `what a test leaves in its database is not there for the next`() async throws {
        for _ in 1...2 {
            try await TestBrand.with { test in
                #expect(try await test.count("SELECT count(*) FROM organizations") == 7)
                try await test.sql("DELETE FROM stock_levels; UPDATE organizations SET status = 'suspended'")
                #expect(try await test.value("SELECT DISTINCT status FROM organizations") == "suspended")
            }
        }
    }

    @Test func `a draft decides what is in stock, and a clock what time it is`() async throws {
        let clock = TestClock()
        try await TestBrand.with(.small(stock: ["RW-11": ["B": 7]]), clock: clock) { test in
            #expect(try await test.value("SELECT string_agg(on_hand::text, ',') FROM stock_levels") == "7")
            clock.advance(days: 1)
            #expect(test.brand.clock.now() == clock.now)
            try await test.anotherServer { #expect($0.brand.clock.now() == clock.now) }
        }
    }
}
