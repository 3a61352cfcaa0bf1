import API
import Commerce
import HTTPTypes
import Operations
import TestSupport
import Testing

struct OrderAPITests {
    @Test func `an order's Location leads to the order as it was answered`() async throws {
        try await OrderService.run { service in
            let placed = try await service.placeA(6, key: "k")
            #expect(placed.status == 201)
            let location = try #require(placed.header("Location"))
            #expect(try await service.send(.get, location, as: "D-110105").text == placed.text)
            #expect(try await service.send(.get, location, as: "R-11").text == placed.text)
            for stranger in ["D-110106", "R-31", "S-110105-001"] {
                #expect(try await service.send(.get, location, as: stranger).status == 404)
                #expect(try await service.send(.get, location + "/sourcing", as: stranger).status == 404)
            }
            // Its readable number names it as well, to whoever sees it.
            let numbered = "/v1/orders/\(try #require(placed["number"]))"
            #expect(try await service.send(.get, numbered, as: "D-110105").text == placed.text)
            #expect(try await service.send(.get, numbered + "/sourcing", as: "HQ")["number"] == placed["number"])
            for stranger in ["D-110106", "R-31", "S-110105-001"] {
                #expect(try await service.send(.get, numbered, as: stranger).status == 404)
                #expect(try await service.send(.get, numbered + "/sourcing", as: stranger).status == 404)
            }
            #expect(try await service.send(.get, "/v1/orders/SO20261122999999", as: "HQ").status == 404)
            let sourcing = try await service.send(.get, location + "/sourcing", as: "D-110105")
            #expect(sourcing.status == 200)
            #expect(sourcing.text.contains(#""policyVersion":1,"plan":{"optimal":true,"gapFen":0,"#))
            #expect(sourcing.text.contains(#"{"warehouse":"RW-11","distanceMetres":"#) && sourcing.text.contains(#""reason":"lowerTier""#))
            #expect(sourcing.text.hasSuffix(#""later":[]}"#))
            let list = try await service.send(.get, "/v1/orders?status=confirmed&distributor=D-110105", as: "HQ")
            #expect(list.items("id") == [placed["id"]])
        }
    }

    @Test func `an order lives from placing to delivery over HTTP`() async throws {
        try await OrderService.run { service in
            let placed = try await service.placeA(6, key: "k")
            let shipment = try #require(placed.firstShipment)
            let path = "/v1/shipments/\(shipment)"
            #expect(try await service.step(path + "/pick", as: "D-110105", key: "1").status == 403)
            #expect(try await service.step(path + "/pick", as: "R-31", key: "1").status == 404)
            let picked = try await service.step(path + "/pick", as: "HQ", key: "1")
            #expect(picked.status == 200 && picked["status"] == "picked")
            let again = try await service.step(path + "/pick", as: "HQ", key: "1")
            #expect(again.text == picked.text && again.header("Idempotent-Replayed") == "true")
            let refused = try await service.step(path + "/pick", as: "HQ", key: "2")
            #expect(refused.status == 409 && refused["code"] == "SHIPMENT_NOT_RELEASED")
            // A business refusal is the key's answer, too.
            #expect(try await service.step(path + "/pick", as: "HQ", key: "2").header("Idempotent-Replayed") == "true")

            let shipped = try await service.step(path + "/ship", as: "HQ", key: "3")
            #expect(shipped["status"] == "shipped")
            #expect(try await service.step("/v1/orders/\(placed["id"] ?? "")/cancel", as: "D-110105", key: "4")["code"] == "ORDER_SHIPPED")
            #expect(try await service.step(path + "/deliver", as: "HQ", key: "5").status == 403)
            #expect(try await service.step(path + "/deliver", as: "R-31", key: "5").status == 404)
            #expect(try await service.step("/v1/shipments/shp_1/deliver", as: "HQ", key: "5").status == 404)
            #expect(try await service.step(path + "/deliver", as: "D-110105", key: "5")["status"] == "delivered")
            #expect(try await service.send(.get, placed.header("Location") ?? "", as: "HQ")["status"] == "fulfilled")
            #expect(try await service.send(.get, "/v1/shipments?warehouse=WH-TJ&status=delivered", as: "HQ").items("id") == [shipment])
            let note = try await service.send(.get, path + "/despatch-note", as: "D-110105")
            #expect(note.text.contains(#""from":{"warehouse":"WH-TJ","name":"天津总仓""#) && note.text.contains(#""units":6,"weightGrams":6000}"#))
            let report = try await service.send(.get, "/v1/reports/promises", as: "HQ")
            #expect(report.status == 200 && report["from"] != nil)
            #expect(try await service.brand.audit().isClean)
        }
    }

    @Test func `a cancelled order is answered as it is then, and once`() async throws {
        try await OrderService.run { service in
            let placed = try await service.placeA(6, key: "k")
            let path = "/v1/orders/\(placed["id"] ?? "")/cancel"
            #expect(try await service.send(.post, path, as: "D-110105").status == 400)
            #expect(try await service.send(.post, path, as: "S-110105-001", key: "1").status == 404, "a store doesn't see it")
            #expect(try await service.send(.post, path, as: "D-110106", key: "1").status == 404)
            #expect(try await service.send(.post, path, as: "D-110105", body: #"{"why":"x"}"#, key: "1").faults == ["/why UNKNOWN_FIELD"])
            let cancelled = try await service.step(path, as: "D-110105", key: "1")
            #expect(cancelled.status == 200 && cancelled["status"] == "cancelled")
            #expect(cancelled.firstShipment == placed.firstShipment && cancelled.text(at: "shipments/0/status") == "cancelled")
            #expect(cancelled.text.contains(#""allocations":[]"#))
            #expect(try await service.send(.get, placed.header("Location") ?? "", as: "D-110105").text == cancelled.text)
            #expect(try await service.step(path, as: "D-110105", key: "1").text == cancelled.text)
            #expect(try await service.step(path, as: "D-110105", key: "2")["code"] == "ORDER_CANCELLED")
            #expect(try await service.send(.get, "/v1/accounts/D-110105", as: "D-110105").text.contains(#""heldFen":0"#))
            #expect(try await service.brand.audit().isClean)
        }
    }

    @Test func `a short names every fault of its lines`() async throws {
        try await OrderService.run { service in
            let path = "/v1/shipments/\(try #require(try await service.placeA(6, key: "k").firstShipment))/short"
            func short(_ body: String) async throws -> TestAnswer { try await service.send(.post, path, as: "HQ", body: body, key: body) }
            #expect(try await short(#"{"lines":[]}"#).faults == ["/lines OUT_OF_RANGE"])
            #expect(try await short(#"{"lines":[{"sku":"A","missingUnits":0},{"missingUnits":1.5,"x":1}]}"#).faults == [
                "/lines/0/missingUnits OUT_OF_RANGE", "/lines/1/sku MISSING", "/lines/1/missingUnits WRONG_TYPE", "/lines/1/x UNKNOWN_FIELD",
            ])
            #expect(try await short(#"{"lines":[{"sku":"B","missingUnits":1}]}"#).faults == ["/lines/0/sku UNKNOWN_SKU"])
            let over = try await short(#"{"lines":[{"sku":"A","missingUnits":7}]}"#)
            #expect(over.status == 409 && over.text.contains(#""pendingUnits":6"#))
            let shorted = try await short(#"{"lines":[{"sku":"A","missingUnits":2}]}"#)
            #expect(shorted.status == 200 && shorted.text.contains(#""units":4"#))
            let orders = try await service.send(.get, "/v1/shipments?warehouse=RW-11", as: "R-11")
            #expect(orders.items("status") == ["released"])
            #expect(try await service.brand.audit().isClean)
        }
    }

    @Test func `a return goes from request to refund`() async throws {
        try await OrderService.run { service in
            let placed = try await service.placeA(6, key: "k")
            let shipment = try #require(placed.firstShipment)
            for step in ["pick", "ship"] { _ = try await service.step("/v1/shipments/\(shipment)/\(step)", as: "HQ", key: step) }
            let body = #"{"order":"\#(placed["id"] ?? "")","reason":"漏酒","lines":[{"sku":"A","units":3}]}"#
            #expect(try await service.send(.post, "/v1/returns", as: "HQ", body: body, key: "r").status == 403)
            let requested = try await service.send(.post, "/v1/returns", as: "D-110105", body: body, key: "r")
            #expect(requested.status == 201 && requested["status"] == "requested")
            let path = try #require(requested.header("Location"))
            #expect(try await service.send(.get, path, as: "D-110105").text == requested.text)
            #expect(try await service.send(.get, path, as: "D-110106").status == 404)
            #expect(try await service.step(path + "/accept", as: "R-11", key: "a").status == 403)
            #expect(try await service.step(path + "/accept", as: "HQ", key: "a")["status"] == "accepted")
            #expect(try await service.step(path + "/refuse", as: "HQ", key: "b")["code"] == "RETURN_NOT_REQUESTED")
            let receipt = #"{"lines":[{"sku":"A","units":2,"disposition":"restock"},{"sku":"A","units":1,"disposition":"scrap"}]}"#
            let wrong = #"{"lines":[{"sku":"A","units":2,"disposition":"eat"}]}"#
            #expect(try await service.send(.post, path + "/receive", as: "HQ", body: wrong, key: "c").faults == ["/lines/0/disposition UNKNOWN_VALUE"])
            let received = try await service.send(.post, path + "/receive", as: "HQ", body: receipt, key: "c")
            #expect(received["status"] == "refunded" && received.text.contains(#""refundFen":300,"withheldFen":0,"lines""#))
            #expect(try await service.send(.get, "/v1/returns?status=refunded", as: "R-11").items("id") == [requested["id"]])
            #expect(try await service.brand.audit().isClean)
        }
    }

    @Test func `a sheet of orders is answered byte for byte under its key, and places nothing twice under another`() async throws {
        try await OrderService.run { service in
            let sheet = "orderRef,sku,quantity,unit\nP1,A,2,bottle\nP1,B,1,case\nP2,B,0,case\nP3,B,5,bottle\n"
            let csv: HTTPFields = [.contentType: "text/csv"]
            #expect(try await service.send(.post, "/v1/orders/import", as: "D-110105", body: sheet, headers: csv).status == 400)
            let first = try await service.send(.post, "/v1/orders/import", as: "D-110105", body: sheet, key: "1", headers: csv)
            #expect(first.status == 200)
            #expect(first.text.contains(#""accepted":1,"rejected":2,"errors":[{"row":3,"column":"quantity","code":"OUT_OF_RANGE""#))
            #expect(first.text.contains(#"{"row":4,"column":"quantity","code":"NOT_WHOLE_CASES""#))
            let again = try await service.send(.post, "/v1/orders/import", as: "D-110105", body: sheet, key: "1", headers: csv)
            #expect(again.text == first.text && again.header("Idempotent-Replayed") == "true")
            let other = try await service.send(.post, "/v1/orders/import", as: "D-110105", body: sheet, key: "2", headers: csv)
            #expect(other.text == first.text && other.header("Idempotent-Replayed") == nil)
            #expect(try await service.send(.post, "/v1/orders/import", as: "D-110105", body: sheet + "P4,A,1,case\n", key: "1", headers: csv)["code"] == "IDEMPOTENCY_KEY_REUSED")
            #expect(try await service.send(.get, "/v1/orders", as: "HQ").items("id").count == 1)
            #expect(try await service.send(.post, "/v1/orders/import", as: "D-110105", body: "sku\nA\n", key: "3", headers: csv).faults == ["/orderRef MISSING", "/quantity MISSING"])
            #expect(try await service.brand.audit().isClean)
        }
    }

    @Test func `what waits is listed, the oldest first`() async throws {
        try await OrderService.run { service in
            let first = try await service.placeA(2000, backorder: true, key: "1")
            #expect(first.status == 201 && first["status"] == "backordered")
            let second = try await service.placeA(1, backorder: true, key: "2")
            let page = try await service.send(.get, "/v1/backorders?limit=1", as: "R-11")
            #expect(page.items("order") == [first["id"]])
            let next = try await service.send(.get, "/v1/backorders?limit=1&cursor=\(page["nextCursor"] ?? "")", as: "R-11")
            #expect(next.items("order") == (second["status"] == "backordered" ? [second["id"]] : []))
            #expect(try await service.send(.get, "/v1/backorders", as: "R-31").items("order") == [])
        }
    }

    @Test func `whatever is asked for, the answer is no error of the server`() async throws {
        try await OrderService.run { service async throws in
            for (path, status) in Self.questions {
                #expect(try await service.send(.get, path, as: "HQ").status == status, "\(path)")
            }
        }
    }

    private static let questions = [
        ("/v1/orders/ord_0", 404), ("/v1/orders/shp_1", 404), ("/v1/orders/ord_zzzzzzzzzzzzz", 404), ("/v1/orders/%00", 404), ("/v1/orders/ord_zz/sourcing", 404),
        ("/v1/shipments/shp_zz", 404), ("/v1/shipments/shp_zz/despatch-note", 404), ("/v1/returns/ret_zz", 404), ("/v1/orders?status=lost", 422),
        ("/v1/orders?placedFrom=yesterday", 422), ("/v1/orders?cursor=MQ", 200), ("/v1/orders?cursor=eA", 422), ("/v1/orders?x=1", 422),
        ("/v1/orders?distributor=NONE", 404), ("/v1/shipments?warehouse=NONE", 404), ("/v1/shipments?status=lost", 422), ("/v1/returns?status=received", 422),
        ("/v1/backorders?cursor=MS4yLjM", 200), ("/v1/backorders?cursor=MS4y", 422), ("/v1/reports/promises?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", 422),
        ("/v1/reports/promises?from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59Z", 200), ("/v1/reports/promises?to=0001-01-01T00:00:00Z", 200),
    ]
}
