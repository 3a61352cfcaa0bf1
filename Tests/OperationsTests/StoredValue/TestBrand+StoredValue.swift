import Commerce
import Operations
import TestSupport
import Testing

extension TestBrand {
    /// 10,000 fen of principal and 1,000 of bonus for thirty days, of R-11.
    static let offer = #"{"kind":"storedValue","principalFen":10000,"bonusFen":1000,"expiresAfterDays":30}"#

    @discardableResult
    func topUp(_ campaign: CampaignID, _ times: Int64 = 1, for distributor: String? = nil, by client: String = "D-110105") async throws -> TopUpView {
        try await brand.work(for: try caller(client)) { try await $0.topUp(campaign, times: times, for: distributor.map { Code(stored: $0) }) }
    }

    /// An order that takes so much of the stored value.
    func pay(
        _ fen: Int64, for bottles: KeyValuePairs<String, Int64>, by client: String = "D-110105", backorder: Bool = false,
        expecting expectedTotalFen: Int64? = nil, key: String = String(UInt64.random(in: .min ... .max), radix: 36)
    ) async throws -> Sent {
        let draft = OrderDraft(
            distributor: nil, shipTo: nil,
            lines: bottles.map { OrderDraft.Line(sku: Code(stored: $0.key), quantity: $0.value, unit: .bottle) }, allowPartial: nil,
            allowBackorder: backorder, note: nil, expectedTotalFen: expectedTotalFen, tender: Tender(storedValueFen: fen))
        do {
            let answer = try await brand.placeOrder(
                draft, by: try caller(client), once: IdempotentRequest(clientID: client, route: "POST /v1/orders", key: key, body: Array("\(bottles) \(fen)".utf8)),
                accepted: { StoredAnswer(status: 201, body: Array($0.id.external.utf8)) },
                refused: { StoredAnswer(status: 409, body: Array($0.code.utf8)) }
            ).answer
            let text = String(decoding: answer.body, as: UTF8.self)
            return answer.status == 201 ? .placed(try #require(OrderID(external: text))) : .refused(text)
        } catch let refusal as any Refusal {
            return .refused(refusal.reason.code)
        }
    }

    /// What is stored as "principal bonus held".
    func stored(_ code: String = "D-110105", as client: String = "HQ") async throws -> String {
        let view = try await brand.storedValue(of: Code(stored: code), as: try caller(client))
        return "\(view.principalFen) \(view.bonusFen) \(view.heldFen)"
    }

    /// What pays an order as "principal bonus money"; nil when all of it is money.
    func tender(of order: OrderID) async throws -> String? {
        let view = try await self.order(order)
        return view.tender.map { "\($0.principalFen) \($0.bonusFen) \(view.moneyFen)" }
    }

    /// "kind amount" of an account's entries, the oldest first.
    func entries(_ account: AccountKind, of code: String = "D-110105") async throws -> [String] {
        let page = try await brand.accountEntries(of: Code(stored: code), account: account, page: PageRequest(limit: 200), as: try caller(code))
        return page.items.reversed().map { "\($0.kind.rawValue) \($0.amountFen)" }
    }

    /// Returns so many bottles, all scrapped, and says what was refunded in all.
    func giveBack(_ units: Int64, of sku: String, _ order: OrderID, by client: String = "D-110105") async throws -> Int64 {
        let view = try await brand.work(for: try caller(client)) {
            try await $0.requestReturn(ReturnDraft(order: order, reason: "", lines: [.init(sku: Code(stored: sku), units: units)]))
        }
        _ = try await brand.work(for: try caller("HQ")) { try await $0.acceptReturn(view.id) }
        return try await brand.work(for: try caller("R-11")) {
            try await $0.receiveReturn(view.id, [ReceivedUnits(sku: Code(stored: sku), units: units, disposition: .scrap)])
        }.refundFen
    }
}
