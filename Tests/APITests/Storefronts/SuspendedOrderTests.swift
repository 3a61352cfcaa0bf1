import API
import TestSupport
import Testing

/// What was ordered and paid before a suspension comes to its end; nothing new begins.
struct SuspendedOrderTests {
    private static let store = "S-110105-001"
    private static let distributor = "D-110105"

    private func ordered(_ service: TestService, key: String) async throws -> (order: String, shipment: String) {
        let body = #"{"shipTo":{"latitude":39.92,"longitude":116.44},"lines":[{"sku":"A","quantity":6,"unit":"bottle"}]}"#
        let answer = try await service.send(.post, "/v1/storefront/orders", as: Self.store, body: body, key: key)
        return (try #require(answer["id"], "\(answer.text)"), try #require(answer.text(at: "shipments/0/id")))
    }

    @Test(arguments: [("S-110105-001", "D-110105"), ("D-110105", "HQ"), ("R-11", "HQ")])
    func `open orders of a suspended store or distributor are finished, and none is placed`(_ suspended: String, by superior: String) async throws {
        try await TestService.serving(.small(stock: ["DW-110105": ["A": 60]])) { service, brand in
            try await brand.openStorefront(of: Self.distributor)
            _ = try await service.send(.post, "/v1/accounts/\(Self.store)/deposits", as: Self.distributor, body: #"{"amountFen":1000000}"#, key: "deposit")
            let sent = try await ordered(service, key: "sent")
            let waiting = try await ordered(service, key: "waiting")
            let unwanted = try await ordered(service, key: "unwanted")
            func step(_ step: String, _ shipment: String, as caller: String) async throws {
                let answer = try await service.send(.post, "/v1/shipments/\(shipment)/\(step)", as: caller, key: step + shipment)
                #expect(answer.status == 200, "\(step): \(answer.text)")
            }
            for one in ["pick", "ship"] { try await step(one, sent.shipment, as: Self.distributor) }
            let answer = try await service.send(.patch, "/v1/organizations/\(suspended)", as: superior, body: #"{"status":"suspended"}"#)
            #expect(answer.status == 200, "\(answer.text)")

            try await step("deliver", sent.shipment, as: Self.store)
            for one in ["pick", "ship"] { try await step(one, waiting.shipment, as: Self.distributor) }
            try await step("deliver", waiting.shipment, as: Self.store)
            for order in [sent.order, waiting.order] {
                #expect(try await service.send(.get, "/v1/storefront/orders/\(order)", as: Self.store)["status"] == "fulfilled")
            }
            let cancelled = try await service.send(.post, "/v1/storefront/orders/\(unwanted.order)/cancel", as: Self.store, key: "cancel")
            #expect(cancelled.status == 200 && cancelled["status"] == "cancelled", "\(cancelled.text)")
            let goods = #"{"order":"\#(sent.order)","reason":"破损","lines":[{"sku":"A","units":6}]}"#
            #expect(try await service.send(.post, "/v1/returns", as: Self.store, body: goods, key: "return").status == 201)

            let fresh = #"{"shipTo":{"latitude":39.92,"longitude":116.44},"lines":[{"sku":"A","quantity":1,"unit":"bottle"}]}"#
            let refused = try await service.send(.post, "/v1/storefront/orders", as: Self.store, body: fresh, key: "fresh")
            #expect(refused.status == 409 && refused["code"] == "ORGANIZATION_SUSPENDED", "\(refused.text)")
        }
    }
}
