import API
import Commerce
import TestSupport
import Testing

struct PoolSimulationAPITests {
    private static let path = "/v1/stock/pool-policy/simulations"

    private static func simulate(_ service: TestService, _ body: String, as caller: String = "HQ") async throws -> TestAnswer {
        try await service.send(.post, path, as: caller, body: body)
    }

    /// A day on which D-110105 takes all that isn't the pool's and D-310101 has its region's 60 and its share of the pool, 36 in either warehouse.
    private static func run(_ body: @Sendable (TestService) async throws -> Void) async throws {
        try await TestService.serving { service, brand in
            try await brand.sql("UPDATE tributary.stock_movements SET at = '2026-01-10T00:00:00Z'")
            let order = #"{"lines":[{"sku":"A","quantity":900,"unit":"bottle"}]}"#
            let first = try await service.send(.post, "/v1/orders", as: "D-110105", body: order, key: "1")
            try #require(first.status == 201, "\(first.text)")
            let second = try await service.send(
                .post, "/v1/orders", as: "D-310101", body: #"{"lines":[{"sku":"A","quantity":50}],"allowPartial":true}"#, key: "2")
            try #require(second.status == 201, "\(second.text)")
            try await body(service)
        }
    }

    @Test func `headquarters sees the three policies side by side`() async throws {
        try await Self.run { service in
            let answer = try await Self.simulate(service, #"{"ratioBps":0,"from":"2026-01-15","to":"2026-01-15"}"#)
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer["from"] == "2026-01-14T16:00:00.000Z" && answer["to"] == "2026-01-15T16:00:00.000Z")
            #expect(answer.number(at: "days") == 1)
            #expect(answer.number(at: "inForce/ratioBps") == 3000)
            #expect(answer.number(at: "inForce/demandUnits") == 1200)
            #expect(answer.number(at: "inForce/poolUnits") == 72)
            #expect(answer.number(at: "inForce/shortUnits") == 168)
            #expect(answer.number(at: "inForce/stockOutBps") == 5000)
            #expect(answer.number(at: "proposed/ratioBps") == 0)
            #expect(answer.number(at: "proposed/perDistributorBps") == 2000)
            #expect(answer.number(at: "proposed/shortUnits") == 0)
            #expect(answer.number(at: "withoutPool/shortDays") == 0)
            #expect(answer.text(at: "gained/0/distributor") == "D-310101")
            #expect(answer.number(at: "gained/0/units") == 168)
            #expect(answer.text(at: "regions/1/region") == "R-31")
            #expect(answer.number(at: "regions/1/inForce/stockOutBps") == 10_000)
            #expect(answer.number(at: "regions/1/proposed/stockOutBps") == 0)
        }
    }

    @Test func `a day counts whole, a moment cuts`() async throws {
        try await Self.run { service in
            let before = try await Self.simulate(service, #"{"ratioBps":3000,"from":"2026-01-01","to":"2026-01-15T02:00:00Z"}"#)
            #expect(before.number(at: "inForce/demandLines") == 0)
            #expect(before.number(at: "days") == 15)
            let after = try await Self.simulate(service, #"{"ratioBps":3000,"from":"2026-01-15T10:00:00+08:00","to":"2026-01-15"}"#)
            #expect(after.number(at: "inForce/demandLines") == 2)
        }
    }

    @Test func `what can't be meant is named, and nobody but headquarters asks`() async throws {
        try await Self.run { service in
            let wrong: [(body: String, faults: [String])] = [
                ("{}", ["/from MISSING", "/ratioBps MISSING", "/to MISSING"]),
                (#"{"ratioBps":10001,"perDistributorBps":-1,"from":"2026-01-15","to":"2026-01-15"}"#, ["/perDistributorBps OUT_OF_RANGE", "/ratioBps OUT_OF_RANGE"]),
                (#"{"ratioBps":1,"from":"2026-02-30","to":"2026-03-01"}"#, ["/from INVALID_TIME"]),
                (#"{"ratioBps":1,"from":"2026-01-15","to":"yesterday"}"#, ["/to INVALID_TIME"]),
                (#"{"ratioBps":1,"from":"2026-01-16","to":"2026-01-15"}"#, ["/to OUT_OF_RANGE"]),
                (#"{"ratioBps":1,"from":"2026-01-15T00:00:00Z","to":"2026-01-15T00:00:00Z"}"#, ["/to OUT_OF_RANGE"]),
                (#"{"ratioBps":1,"from":"2025-01-01","to":"2026-01-02"}"#, ["/to OUT_OF_RANGE"]),
                (#"{"ratioBps":1,"from":"2026-01-01","to":"2026-01-02","overrides":[]}"#, ["/overrides UNKNOWN_FIELD"]),
            ]
            for (body, faults) in wrong {
                let answer = try await Self.simulate(service, body)
                #expect(answer.status == 422 && answer.faults.sorted() == faults, "\(body): \(answer.text)")
            }
            let longest = try await Self.simulate(service, #"{"ratioBps":1,"from":"2025-01-01","to":"2026-01-01"}"#)
            #expect(longest.status == 200 && longest.number(at: "days") == 366, "\(longest.text)")
            for caller in ["R-11", "D-110105", "S-110105-001"] {
                let answer = try await Self.simulate(service, #"{"ratioBps":1,"from":"2026-01-15","to":"2026-01-15"}"#, as: caller)
                #expect(answer.status == 403)
            }
        }
    }
}
