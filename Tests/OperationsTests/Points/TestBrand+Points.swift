import Commerce
import Operations
import TestSupport
import Testing

extension TestBrand {
    /// One point for a yuan, worth five fen, for up to half of an order.
    static let points = #"{"kind":"points","earnBps":100,"redeemFenPerPoint":5,"maxShareBps":5000}"#

    /// `owner points`, in the order of owners.
    func points(_ distributor: String = "D-110105") async throws -> [String] {
        try await brand.points(of: Code(stored: distributor), as: try caller(distributor)).map { "\($0.owner) \($0.points)" }
    }

    /// `kind points fen`, oldest first.
    func pointEntries(_ distributor: String = "D-110105") async throws -> [String] {
        let page = try await brand.pointEntries(of: Code(stored: distributor), page: PageRequest(limit: 200), as: try caller(distributor))
        return page.items.reversed().map { "\($0.kind.rawValue) \($0.points) \($0.fen)" }
    }

    /// Sends an order that is paid by points, among other things.
    func pay(
        _ bottles: KeyValuePairs<String, Int64>, points: Int64, of owner: String? = nil, by client: String = "D-110105", partial: Bool? = nil,
        backorder: Bool = false
    ) async throws -> Sent {
        let key = String(UInt64.random(in: .min ... .max), radix: 36)
        do {
            let answer = try await brand.placeOrder(
                paidBy(bottles, points: points, of: owner, partial: partial, backorder: backorder), by: try caller(client),
                once: IdempotentRequest(clientID: client, route: "POST /v1/orders", key: key, body: Array(key.utf8)),
                accepted: { StoredAnswer(status: 201, body: Array($0.id.external.utf8)) },
                refused: { StoredAnswer(status: 409, body: Array($0.code.utf8)) }
            ).answer
            let text = String(decoding: answer.body, as: UTF8.self)
            return answer.status == 201 ? .placed(try #require(OrderID(external: text))) : .refused(text)
        } catch let refusal as any Refusal {
            return .refused(refusal.reason.code)
        }
    }

    func paidBy(
        _ bottles: KeyValuePairs<String, Int64>, points: Int64, of owner: String? = nil, partial: Bool? = nil, backorder: Bool = false
    ) -> OrderDraft {
        OrderDraft(
            distributor: nil, shipTo: nil, lines: bottles.map { OrderDraft.Line(sku: Code(stored: $0.key), quantity: $0.value, unit: .bottle) },
            allowPartial: partial, allowBackorder: backorder, note: nil,
            tender: Tender(points: points, pointsOwner: owner.map { Code(stored: $0) }))
    }

    /// Returns so many bottles of an order, and has them received.
    func giveBack(_ units: Int64, of sku: String, _ order: OrderID) async throws -> Int64 {
        let view = try await brand.work(for: try caller("D-110105")) {
            try await $0.requestReturn(ReturnDraft(order: order, reason: "", lines: [.init(sku: Code(stored: sku), units: units)]))
        }
        _ = try await brand.work(for: try caller("HQ")) { try await $0.acceptReturn(view.id) }
        return try await brand.work(for: try caller("R-11")) {
            try await $0.receiveReturn(view.id, [ReceivedUnits(sku: Code(stored: sku), units: units, disposition: .restock)])
        }.refundFen
    }
}
