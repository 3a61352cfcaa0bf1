import Commerce
import Operations
import TestSupport
import Testing

@Suite struct MemberAuditTests {
    static let corruptions = [
        AuditTests.Corruption(
            what: "a store owes more than its members have", sql: "UPDATE member_accounts SET balance = balance + 1 WHERE kind = 'liability'",
            breaks: ["member_accounts liability"]),
        AuditTests.Corruption(
            what: "principal grew without a transfer", sql: "UPDATE member_accounts SET balance = balance + 1 WHERE kind IN ('principal', 'liability')",
            breaks: ["member_accounts.balance"]),
        AuditTests.Corruption(
            what: "a store's cash keeps a balance", sql: "UPDATE member_accounts SET balance = 1 WHERE kind = 'cash'", breaks: ["member_accounts.balance"]),
        AuditTests.Corruption(what: "a bonus lost its time", sql: "DELETE FROM member_bonuses", breaks: ["member_bonuses.fen"]),
        AuditTests.Corruption(
            what: "a transfer stays within the member",
            sql: "UPDATE member_transfers t SET debit_account = (SELECT id FROM member_accounts WHERE kind = 'points') WHERE kind = 'topUp'",
            breaks: ["member_transfers", "member_accounts.balance"]),
        AuditTests.Corruption(
            what: "a purchase took other points", sql: "UPDATE member_spends SET redeemed_points = redeemed_points + 1 WHERE redeemed_points = 0",
            breaks: ["member_spends"]),
        AuditTests.Corruption(
            what: "more is told to have gone back than did", sql: "UPDATE member_spends SET refunded_fen = amount_fen WHERE refunded_fen > 0",
            breaks: ["member_spends.refunded_fen"]),
        AuditTests.Corruption(
            what: "a coupon's use is forgotten", sql: "UPDATE member_coupon_uses SET returned_at = at", breaks: ["member_coupons.used"]),
    ]

    @Test(arguments: corruptions)
    func `a corrupted ledger of members is told apart`(_ corruption: AuditTests.Corruption) async throws {
        try await TestBrand.withStorefront { test in
            let id = try await test.member()
            try await test.topUp(10_000, id)
            try await test.refund(3000, of: try await test.spend(6000, id))
            try await test.spend(100, points: 20, id)
            try await test.issue(TestBrand.coupon())
            _ = try await test.brand.work(for: test.caller(TestBrand.store)) { try await $0.spend(1000, points: 0, coupon: Code(stored: "C"), of: id, reference: nil) }
            try await test.expectCleanAudit()
            try await test.sql("SET search_path = tributary; " + corruption.sql)
            let report = try await test.brand.audit()
            #expect(Set(report.checks.filter { $0.count > 0 }.map(\.name)) == corruption.breaks, "\(report.text)")
        }
    }
}
