import Commerce
import Testing

@Suite struct RegionalQuotaTests {
    @Test(arguments: [(0, 0), (6, 0), (7, 1), (13, 1), (14, 2), (500, 75), (506, 75), (507, 76), (546, 81)] as [(Int64, Int64)])
    func `the limit is 15 percent of the active central SKUs, rounded down`(active: Int64, limit: Int64) {
        #expect(RegionalQuota(activeCentral: active, used: 0).limit == limit)
    }

    @Test func `of 500 the 75th is accepted and the 76th refused`() throws {
        try RegionalQuota(activeCentral: 500, used: 74).admitOne()
        let full = RegionalQuota(activeCentral: 500, used: 75)
        let refusal = #expect(throws: CatalogRefusal.quotaExceeded(full)) { try full.admitOne() }
        let reason = try #require(refusal).reason
        #expect(reason.kind == .conflict)
        #expect(reason.code == "REGIONAL_QUOTA_EXCEEDED")
        #expect(reason.figures == [Figure("limit", 75), Figure("used", 75)])
    }

    @Test func `a region above a limit that fell adds nothing`() {
        let quota = RegionalQuota(activeCentral: 100, used: 40)
        #expect(quota.left == 0)
        #expect(throws: CatalogRefusal.quotaExceeded(quota)) { try quota.admitOne() }
    }

    @Test(arguments: [(SKUStatus.draft, true), (.active, true), (.discontinued, false)])
    func `everything that isn't discontinued counts`(status: SKUStatus, counts: Bool) {
        #expect(status.holdsQuota == counts)
    }
}
