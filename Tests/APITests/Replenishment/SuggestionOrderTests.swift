import API
import TestSupport
import Testing

struct SuggestionOrderTests {
    @Test func `a refusal is kept under its key byte for byte, and another key orders`() async throws {
        try await TestService.serving { service, brand in
            try await brand.sql("""
                INSERT INTO tributary.replenishment_suggestions (id, organization_id, created_at, computed_at, sold_units, available_units, reorder_units,
                    suggested_cases, lead_days, safety_days, cycle_days, sku_id, status)
                SELECT 900000000000, id, now(), now(), 28, 0, 10, 1000000, 3, 7, 14, (SELECT id FROM tributary.skus WHERE code = 'A'), 'open'
                FROM tributary.organizations WHERE code = 'D-110105'
                """)
            let list = try await service.send(.get, "/v1/replenishment/suggestions", as: "D-110105")
            let path = "/v1/replenishment/suggestions/\(try #require(list.text(at: "items/0/id"), "\(list.text)"))"
            let refused = try await service.send(.post, path + "/order", as: "D-110105", key: "k")
            #expect(refused.status == 409 && refused["code"] == "OUT_OF_STOCK", "\(refused.text)")
            try await brand.sql("UPDATE tributary.replenishment_suggestions SET suggested_cases = 1")
            let again = try await service.send(.post, path + "/order", as: "D-110105", key: "k")
            #expect(again.status == 409 && again.text == refused.text && again.header("Idempotent-Replayed") == "true", "\(again.text)")
            let placed = try await service.send(.post, path + "/order", as: "D-110105", key: "k2")
            #expect(placed.status == 201 && placed.number(at: "lines/0/units") == 6, "\(placed.text)")
            let read = try await service.send(.get, path, as: "D-110105")
            #expect(read["status"] == "ordered" && read["order"] == placed["id"], "\(read.text)")
            #expect(try await service.send(.post, path + "/order", as: "D-110105", key: "k2").text == placed.text)
            #expect(try await service.send(.post, path + "/order", as: "D-110105", key: "k3")["code"] == "SUGGESTION_ORDERED")
        }
    }
}
