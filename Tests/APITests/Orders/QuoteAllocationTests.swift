@testable import API
import TestSupport
import Testing

struct QuoteAllocationTests {
    @Test func `a quote offers no more of a scarce SKU than an order would get`() async throws {
        try await TestService.serving { service, _ in
            let allocation = #"{"sku":"A","from":"2000-01-01T00:00:00Z","to":"2100-01-01T00:00:00Z","shares":[{"organization":"D-110105","units":12}]}"#
            #expect(try await service.send(.put, "/v1/allocations", as: "HQ", body: allocation).status == 200)
            let body = #"{"lines":[{"sku":"A","quantity":1},{"sku":"B","quantity":1},{"sku":"A","quantity":2}]}"#
            let quote = try await service.send(.post, "/v1/quotes", as: "D-110105", body: body)
            #expect(quote.status == 200, "\(quote.text)")
            #expect((0..<3).map { quote.number(at: "lines/\($0)/availableUnits") } == [6, 6, 6])
            #expect((0..<3).map { quote.number(at: "lines/\($0)/allowedUnits") } == [12, nil, 6])
            #expect(quote.number(at: "unfilledUnits") == 6)
            let refused = try await service.send(.post, "/v1/orders", as: "D-110105", body: body, key: "1")
            refused.expectProblem(409, "ALLOCATION_EXCEEDED", ["/lines/2/quantity ALLOCATION_EXCEEDED"])
            #expect(refused.number(at: "errors/0/allowedUnits") == 6 && refused.number(at: "allowedUnits") == 6)
            // Whoever has no share at all is offered nothing.
            let none = try await service.send(.post, "/v1/quotes", as: "D-110106", body: #"{"lines":[{"sku":"A","quantity":1}]}"#)
            #expect(none.number(at: "lines/0/availableUnits") == 0 && none.number(at: "lines/0/allowedUnits") == 0, "\(none.text)")
        }
    }
}
