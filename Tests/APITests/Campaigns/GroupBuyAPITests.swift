import API
import Commerce
import Operations
import TestSupport
import Testing

struct GroupBuyAPITests {
    private static let schedule = #""schedule":{"startsAt":"2026-01-01T00:00:00Z","endsAt":"2027-01-01T00:00:00Z"}"#

    /// A group buy of R-11's for cases of A, listed at 10,000 fen, at 9,000; two seats, one case a buyer.
    private static func launch(_ service: TestService) async throws -> String {
        let component = #"{"kind":"groupBuy","sku":"A","priceFen":9000,"size":2,"joinMinutes":60,"perBuyerUnits":6}"#
        let body = #"{"name":"中秋拼团","owner":"R-11","component":\#(component),\#(schedule),"budget":{"amountFen":100000}}"#
        let id = try #require(try await service.send(.post, "/v1/campaigns", as: "HQ", body: body)["id"])
        _ = try await service.send(.post, "/v1/campaigns/\(id)/submit", as: "R-11")
        _ = try await service.send(.post, "/v1/campaigns/\(id)/approve", as: "HQ")
        let live = try await service.send(.get, "/v1/campaigns/\(id)", as: "R-11")
        #expect(live["status"] == "live", "\(live.text)")
        return id
    }

    private static func join(
        _ service: TestService, _ id: String, as caller: String, _ body: String = #"{"quantity":1}"#, key: String
    ) async throws -> TestAnswer {
        try await service.send(.post, "/v1/group-buys/\(id)/join", as: caller, body: body, key: key)
    }

    @Test func `a join answers the order that awaits its group, and the same again under its key`() async throws {
        try await TestService.serving { service, brand in
            let id = try await Self.launch(service)
            let joined = try await Self.join(service, id, as: "D-110105", key: "1")
            #expect(joined.status == 201 && joined["status"] == "awaitingGroup", "\(joined.text)")
            #expect(joined.header("location") == "/v1/orders/\(joined["id"] ?? "")")
            #expect(joined.number(at: "totalFen") == 54_000)
            #expect(joined.text(at: "groupBuy/campaign") == id && joined.text(at: "groupBuy/group")?.hasPrefix("grp_") == true)
            #expect(joined.number(at: "groupBuy/joined") == 1 && joined.number(at: "groupBuy/size") == 2)
            #expect(joined.text(at: "groupBuy/deadline") == brand.clock.now.adding(minutes: 60).rfc3339)
            #expect(joined.text(at: "shipments/0/status") == "waiting")
            let again = try await Self.join(service, id, as: "D-110105", key: "1")
            #expect(again.text == joined.text && again.header("idempotent-replayed") == "true")
            let read = try await service.send(.get, "/v1/orders/\(joined["id"] ?? "")", as: "R-11")
            #expect(read.text == joined.text)
            #expect(try await service.send(.get, "/v1/orders?status=awaitingGroup", as: "HQ").items("id") == [joined["id"] ?? ""])
            let waiting = try await service.send(.get, "/v1/shipments?status=waiting", as: "HQ").items("id")
            #expect(waiting == [joined.text(at: "shipments/0/id") ?? ""])
            let picked = try await service.send(.post, "/v1/shipments/\(waiting.first ?? "")/pick", as: "HQ", key: "pick")
            #expect(picked.status == 409 && picked["code"] == "SHIPMENT_NOT_RELEASED")
        }
    }

    @Test func `the second buyer fills it, and both orders are confirmed`() async throws {
        try await TestService.serving { service, brand in
            let id = try await Self.launch(service)
            let first = try await Self.join(service, id, as: "D-110105", key: "1")
            #expect(try await Self.join(service, id, as: "D-110105", key: "2")["code"] == "ALREADY_JOINED")
            let second = try await Self.join(service, id, as: "R-11", #"{"distributor":"D-110106","quantity":1,"unit":"case"}"#, key: "3")
            #expect(second.status == 201 && second.number(at: "groupBuy/joined") == 2, "\(second.text)")
            _ = try await brand.brand.settleGroupBuys()
            for answer in [first, second] {
                let read = try await service.send(.get, "/v1/orders/\(answer["id"] ?? "")", as: "HQ")
                #expect(read["status"] == "confirmed" && read.text(at: "shipments/0/status") == "released" && read.text(at: "groupBuy/group") == nil)
            }
            #expect(try await Self.join(service, id, as: "D-110105", key: "4")["code"] == "LIMIT_REACHED")
        }
    }

    @Test func `who leaves while it waits takes back seat and money`() async throws {
        try await TestService.serving { service, _ in
            let id = try await Self.launch(service)
            let first = try await Self.join(service, id, as: "D-110105", key: "1")
            let left = try await service.send(.post, "/v1/orders/\(first["id"] ?? "")/cancel", as: "D-110105", key: "c")
            #expect(left.status == 200 && left["status"] == "cancelled" && left.text(at: "groupBuy/group") == nil, "\(left.text)")
            #expect(try await service.send(.get, "/v1/accounts/D-110105", as: "D-110105").number(at: "heldFen") == 0)
            let again = try await Self.join(service, id, as: "D-110105", key: "2")
            #expect(again.text(at: "groupBuy/group") == first.text(at: "groupBuy/group") && again.number(at: "groupBuy/joined") == 1)
        }
    }

    @Test func `what is wrong is named where it is said`() async throws {
        try await TestService.serving { service, _ in
            let id = try await Self.launch(service)
            let unsaid = try await Self.join(service, id, as: "HQ", key: "1")
            #expect(unsaid.status == 422 && unsaid.faults == ["/distributor MISSING"], "\(unsaid.text)")
            let broken = try await Self.join(service, id, as: "D-110105", #"{"quantity":1,"unit":"bottle"}"#, key: "1")
            #expect(broken.status == 422 && broken.faults == ["/quantity NOT_WHOLE_CASES"], "\(broken.text)")
            let zero = try await Self.join(service, id, as: "D-110105", #"{"quantity":0,"lines":[]}"#, key: "1")
            #expect(zero.status == 422 && Set(zero.faults) == ["/quantity OUT_OF_RANGE", "/lines UNKNOWN_FIELD"], "\(zero.text)")
            let much = try await Self.join(service, id, as: "D-110105", #"{"quantity":1000}"#, key: "2")
            #expect(much.status == 409 && much.faults == ["/quantity OUT_OF_STOCK"], "\(much.text)")
            #expect(try await Self.join(service, "cmp_zzz", as: "D-110105", key: "3").status == 404)
            #expect(try await Self.join(service, id, as: "D-310101", key: "3").status == 404)
            #expect(try await Self.join(service, id, as: "R-11", #"{"distributor":"D-310101","quantity":1}"#, key: "3").status == 404)
            #expect(try await Self.join(service, id, as: "S-110105-001", key: "3").status == 404)
            let unkeyed = try await service.send(.post, "/v1/group-buys/\(id)/join", as: "D-110105", body: #"{"quantity":1}"#)
            #expect(unkeyed.status == 400 && unkeyed["code"] == "IDEMPOTENCY_KEY_MISSING")
        }
    }
}
