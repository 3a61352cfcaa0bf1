import Commerce
import Operations
import TestSupport
import Testing

/// Advance sales of `L`, listed at 5,000 fen: ten bottles at 4,500 with a deposit of 1,000 each. The balance is due in five days, the goods ship
/// after ten; the test's clock stands at 2026-01-15T02:00:00Z.
extension TestBrand {
    static let balanceDue = "2026-01-20T02:00:00Z"
    static let shipsAfter = "2026-01-25T02:00:00Z"
    private static let advance = #""depositFen":1000,"balanceDue":"\#(balanceDue)","shipsAfter":"\#(shipsAfter)""#

    func launchAdvanceSale(_ number: Int64 = 81) async throws -> CampaignID {
        try await launch(#"{"kind":"flashSale","sku":"L","priceFen":4500,"quotaUnits":10,\#(Self.advance)}"#, number)
    }

    func launchAdvanceGroup(joinMinutes: Int64 = 30) async throws -> CampaignID {
        try await launch(#"{"kind":"groupBuy","sku":"L","priceFen":4500,"size":2,"joinMinutes":\#(joinMinutes),\#(Self.advance)}"#, 82)
    }

    /// Sets the clock to a time, or to the last moment before it.
    func turn(to time: String, before: Bool = false) throws {
        let instant = try #require(Instant(rfc3339: time))
        clock.set(before ? Instant(millisecondsSince1970: instant.millisecondsSince1970 - 1) : instant)
    }

    /// - Returns: why not; nil when it is paid.
    @discardableResult
    func payBalance(_ id: OrderID, by client: String = "D-110105") async throws -> String? {
        try await refusal(of: client) { _ = try await $0.payBalance(of: id) }
    }

    /// "status shipment" of an order.
    func standing(_ id: OrderID) async throws -> String {
        let order = try await order(id)
        return ([order.status.rawValue] + order.shipments.map(\.status.rawValue)).joined(separator: " ")
    }

    /// What moved on an account but for deposits of money, the oldest first: "kind fen".
    func moved(_ code: String = "D-110105") async throws -> [String] {
        let page = try await brand.accountEntries(of: Code(stored: code), page: PageRequest(), as: try caller("HQ"))
        return page.items.reversed().filter { $0.kind != .deposit }.map { "\($0.kind.rawValue) \($0.amountFen)" }
    }

    /// A brand whose first distributor has so much money and no credit.
    static func small(balanceFen: Int64) -> BrandDraft {
        var draft = BrandDraft.small
        draft.distributors[0].balanceFen = balanceFen
        return draft
    }
}
