@testable import API
import TestSupport
import Testing

/// All that is wrong with an order, in one answer; and SKUs that don't exist for whoever asks.
struct OrderFaultTests {
    /// The small brand with a custom SKU of each region, drafts, and one that R-11's assortment leaves out.
    private static var draft: BrandDraft {
        var draft = BrandDraft.small
        for (code, owner, status) in [
            ("X11", "R-11", "active"), ("X31", "R-31", "active"), ("NEW", "HQ", "draft"), ("NEW11", "R-11", "draft"), ("OLD", "HQ", "discontinued"),
        ] {
            var sku = draft.skus[0]
            (sku.code, sku.owner, sku.status) = (code, owner, status)
            draft.skus.append(sku)
        }
        return draft
    }

    private func place(_ service: TestService, _ caller: String, _ body: String) async throws -> TestAnswer {
        let quoted = try await service.send(.post, "/v1/quotes", as: caller, body: body)
        let placed = try await service.send(.post, "/v1/orders", as: caller, body: body, key: "\(caller) \(body)")
        #expect(quoted.status == placed.status && quoted.faults == placed.faults, "\(caller) \(body): \(quoted.text)")
        return placed
    }

    @Test(arguments: [
        ("D-110105", #"{"lines":[{"sku":"NOPE","quantity":0},{"sku":"A","quantity":1},{"sku":"ZZ","quantity":1}]}"#,
         ["/lines/0/quantity OUT_OF_RANGE", "/lines/0/sku UNKNOWN_SKU", "/lines/2/sku UNKNOWN_SKU"]),
        ("D-110105", #"{"lines":[7,{"sku":"NOPE","quantity":1},{"sku":"B","quantity":5,"unit":"bottle"}]}"#,
         ["/lines/0 WRONG_TYPE", "/lines/1/sku UNKNOWN_SKU", "/lines/2/quantity NOT_WHOLE_CASES"]),
        // What can't be read might have made the case whole.
        ("D-110105", #"{"lines":[{"sku":"B","quantity":5,"unit":"bottle"},{"sku":"B","quantity":"1","unit":"bottle"}]}"#, ["/lines/1/quantity WRONG_TYPE"]),
        ("R-11", #"{"lines":[{"sku":"NOPE","quantity":1}]}"#, ["/distributor MISSING", "/lines/0/sku UNKNOWN_SKU"]),
        ("HQ", #"{"lines":[{"sku":"NOPE","quantity":0},{"sku":"A","quantity":5,"unit":"bottle"}]}"#,
         ["/lines/0/quantity OUT_OF_RANGE", "/distributor MISSING", "/lines/0/sku UNKNOWN_SKU"]),
        ("HQ", #"{"distributor":"D 1","lines":[{"sku":"NOPE","quantity":1}]}"#, ["/distributor INVALID_CODE", "/lines/0/sku UNKNOWN_SKU"]),
        ("R-11", "{}", ["/lines MISSING", "/distributor MISSING"]),
    ])
    func `faults of the form and of its lines are named together`(_ caller: String, _ body: String, _ faults: [String]) async throws {
        try await TestService.serving { service, _ in
            let answer = try await place(service, caller, body)
            #expect(answer.status == 422 && answer.faults == faults, "\(answer.text)")
            #expect(answer["code"] == (Set(faults.map { $0.split(separator: " ")[1] }).count == 1 ? faults[0].split(separator: " ").last.map(String.init) : "INVALID_REQUEST"))
        }
    }

    @Test func `a SKU that doesn't exist for the buyer is unknown, one that can't be bought is refused as that`() async throws {
        try await TestService.serving(Self.draft) { service, _ in
            _ = try await service.send(.put, "/v1/organizations/R-11/assortment", as: "R-11", body: #"{"skus":["A"]}"#)
            let body = #"{"lines":[\#(["X31", "NEW", "NEW11", "NOPE", "B", "OLD", "X11", "A"].map { "{\"sku\":\"\($0)\",\"quantity\":1}" }.joined(separator: ","))]}"#
            let answer = try await place(service, "D-110105", body)
            answer.expectProblem(422, "INVALID_REQUEST", [
                "/lines/0/sku UNKNOWN_SKU", "/lines/1/sku UNKNOWN_SKU", "/lines/2/sku UNKNOWN_SKU", "/lines/3/sku UNKNOWN_SKU",
                "/lines/4/sku NOT_IN_ASSORTMENT", "/lines/5/sku NOT_IN_ASSORTMENT",
            ])
            // Headquarters sees them all.
            let above = try await place(service, "HQ", body.replacing("{\"lines\"", with: "{\"distributor\":\"D-110105\",\"lines\""))
            #expect(above.faults == (0..<6).map { "/lines/\($0)/sku " + ($0 == 3 ? "UNKNOWN_SKU" : "NOT_IN_ASSORTMENT") }, "\(above.text)")
        }
    }

    @Test func `nobody keeps stock or shares of a sibling's SKU`() async throws {
        try await TestService.serving(Self.draft) { service, _ in
            func receipt(_ sku: String) -> String { #"{"kind":"receipt","warehouse":"RW-11","reason":"","lines":[{"sku":"\#(sku)","units":6}]}"# }
            for sku in ["X31", "NEW"] {
                let moved = try await service.send(.post, "/v1/stock/movements", as: "R-11", body: receipt(sku), key: sku)
                moved.expectProblem(422, "UNKNOWN_SKU", ["/lines/0/sku UNKNOWN_SKU"], sku)
                let safety = try await service.send(.put, "/v1/stock/safety", as: "R-11", body: #"{"warehouse":"RW-11","sku":"\#(sku)","units":1}"#)
                safety.expectProblem(422, "UNKNOWN_SKU", ["/sku UNKNOWN_SKU"], sku)
                let period = #""sku":"\#(sku)","from":"2026-01-01T00:00:00Z","to":"2027-01-01T00:00:00Z""#
                let shares = try await service.send(.put, "/v1/allocations", as: "R-11", body: #"{\#(period),"shares":[]}"#)
                shares.expectProblem(422, "UNKNOWN_SKU", ["/sku UNKNOWN_SKU"], sku)
                let proposal = try await service.send(.post, "/v1/allocations/proposals", as: "R-11", body: #"{\#(period),"units":6}"#)
                proposal.expectProblem(422, "UNKNOWN_SKU", ["/sku UNKNOWN_SKU"], sku)
            }
            for sku in ["X11", "NEW11", "B", "OLD"] {
                #expect(try await service.send(.post, "/v1/stock/movements", as: "R-11", body: receipt(sku), key: sku).status == 201, "\(sku)")
            }
        }
    }
}
