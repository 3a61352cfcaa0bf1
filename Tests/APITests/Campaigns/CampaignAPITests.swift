import API
import Commerce
import TestSupport
import Testing

struct CampaignAPITests {
    private static let contractBody = """
        {"name":"端午满减","owner":"R-11",
         "component":{"kind":"threshold","scope":{"aroma":["浓香"]},"tiers":[{"minFen":1000000,"offFen":50000},{"minFen":3000000,"offFen":200000}],"repeat":false},
         "audience":{"organizations":["R-11"],"tiers":["core"]},
         "schedule":{"startsAt":"2026-01-10T00:00:00Z","endsAt":"2026-01-22T00:00:00Z","dailyWindows":[{"from":"11:00","to":"13:00"},{"from":"19:00","to":"22:00"}],"timeZone":"Asia/Shanghai"},
         "stacking":{"group":"order-discount","mode":"exclusive","priority":100},
         "budget":{"amountFen":5000000,"perBuyerUses":3}}
        """

    @Test func `a region makes, submits and ends a campaign as the contract says`() async throws {
        try await TestService.serving { service, _ in
            let made = try await service.send(.post, "/v1/campaigns", as: "R-11", body: Self.contractBody)
            #expect(made.status == 201 && made["status"] == "draft", "\(made.text)")
            let id = try #require(made["id"])
            #expect(made.header("location") == "/v1/campaigns/\(id)" && id.hasPrefix("cmp_"))
            let read = try await service.send(.get, "/v1/campaigns/\(id)", as: "R-11")
            #expect(read.text == made.text)
            #expect(read.text.contains(#""component":{"kind":"threshold","scope":{"aroma":["浓香"]},"tiers":[{"minFen":1000000,"offFen":50000},{"minFen":3000000,"offFen":200000}],"repeat":false}"#))
            let live = try await service.send(.post, "/v1/campaigns/\(id)/submit", as: "R-11")
            #expect(live.status == 200 && live["status"] == "live", "\(live.text)")
            #expect(try await service.send(.get, "/v1/campaigns?status=live&kind=threshold", as: "D-110105").items("id") == [id])
            #expect(try await service.send(.get, "/v1/campaigns", as: "R-31").items("id").isEmpty)
            #expect(try await service.send(.get, "/v1/campaigns/\(id)", as: "R-31").status == 404)
            #expect(try await service.send(.post, "/v1/campaigns/\(id)/end", as: "R-31").status == 404)
            let paused = try await service.send(.post, "/v1/campaigns/\(id)/resume", as: "R-11")
            #expect(paused.status == 409 && paused["code"] == "CAMPAIGN_STATE" && paused["detail"]?.contains("live") == true)
            #expect(try await service.send(.post, "/v1/campaigns/\(id)/end", as: "R-11")["status"] == "ended")
            let audit = try await service.send(.get, "/v1/campaigns/\(id)/audit", as: "R-11")
            #expect(audit.items("action") == ["end", "start", "approve", "submit", "create"])
            #expect(audit.items("actor") == ["R-11", "system", "system", "R-11", "R-11"])
        }
    }

    @Test func `a locked field is 403 at its pointer`() async throws {
        try await TestService.serving { service, _ in
            _ = try await service.send(.post, "/v1/campaign-templates", as: "HQ", body: MatrixBrand.template("T"))
            let dates = #""schedule":{"startsAt":"2026-01-01T00:00:00Z","endsAt":"2027-01-01T00:00:00Z"}"#
            let locked = try await service.send(
                .post, "/v1/campaigns", as: "R-11",
                body: #"{"name":"x","template":"T",\#(dates),"component":{"scope":{"skus":["B"]},"tiers":[{"minFen":5000000,"offFen":1}]}}"#)
            #expect(locked.status == 403 && locked["code"] == "TEMPLATE_FIELD_LOCKED" && locked.faults == ["/component/scope/skus/0 TEMPLATE_FIELD_LOCKED"], "\(locked.text)")
            let filled = try await service.send(
                .post, "/v1/campaigns", as: "R-11", body: #"{"name":"x","template":"T",\#(dates),"component":{"tiers":[{"minFen":5000000,"offFen":1}]}}"#)
            #expect(filled.status == 201, "\(filled.text)")
            let changed = try await service.send(
                .patch, "/v1/campaigns/\(filled["id"] ?? "")", as: "R-11", body: #"{"stacking":{"group":"order-discount","mode":"all","priority":1}}"#)
            #expect(changed.status == 403 && changed.faults == ["/stacking/mode TEMPLATE_FIELD_LOCKED"], "\(changed.text)")
        }
    }

    @Test func `free fields of more than four tenths are refused when the template is designed`() async throws {
        try await TestService.serving { service, _ in
            let heavy = MatrixBrand.template("T").replacing(#""weightBps":2500,"access":"locked"#, with: #""weightBps":2500,"access":"free"#)
            let answer = try await service.send(.post, "/v1/campaign-templates", as: "HQ", body: heavy)
            #expect(answer.status == 422 && answer["code"] == "TEMPLATE_FREE_SHARE", "\(answer.text)")
            #expect(try await service.send(.get, "/v1/campaign-templates/T", as: "R-11").status == 404)
        }
    }

    @Test func `every fault of a campaign is named at its pointer, and what it names must be there`() async throws {
        try await TestService.serving { service, _ in
            let wrong = Self.contractBody.replacing(#""minFen":3000000"#, with: #""minFen":1000000"#).replacing(#""to":"13:00""#, with: #""to":"10:00""#)
            let faults = try await service.send(.post, "/v1/campaigns", as: "R-11", body: wrong)
            #expect(faults.status == 422 && Set(faults.faults) == ["/component/tiers/1/minFen TIERS_NOT_RISING", "/schedule/dailyWindows/0/to WINDOW_ORDER"], "\(faults.text)")
            let unknown = Self.contractBody.replacing(#"{"aroma":["浓香"]}"#, with: #"{"skus":["A","NONE"]}"#).replacing(#"["R-11"]"#, with: #"["R-11","R-31"]"#)
            let places = try await service.send(.post, "/v1/campaigns", as: "R-11", body: unknown)
            #expect(places.status == 422 && Set(places.faults) == ["/component/scope/skus/1 UNKNOWN_SKU", "/audience/organizations/1 OUT_OF_REACH"], "\(places.text)")
        }
    }

    @Test func `what goes beyond the policy waits with a due time, and headquarters decides`() async throws {
        try await TestService.serving { service, brand in
            let body = Self.contractBody.replacing(#""offFen":200000"#, with: #""offFen":2000000"#)
            let id = try #require(try await service.send(.post, "/v1/campaigns", as: "R-11", body: body)["id"])
            let waiting = try await service.send(.post, "/v1/campaigns/\(id)/submit", as: "R-11")
            #expect(waiting["status"] == "submitted" && waiting["dueAt"] == brand.clock.now.adding(days: 2).rfc3339, "\(waiting.text)")
            #expect(try await service.send(.post, "/v1/campaigns/\(id)/approve", as: "R-11").status == 403)
            #expect(try await service.send(.get, "/v1/campaigns/\(id)", as: "D-110105").status == 404)
            let approved = try await service.send(.post, "/v1/campaigns/\(id)/approve", as: "HQ")
            #expect(approved["status"] == "live")
            #expect(try await service.send(.post, "/v1/campaigns/\(id)/approve", as: "HQ")["code"] == "CAMPAIGN_STATE")
            #expect(try await service.send(.get, "/v1/campaigns/\(id)", as: "D-110105").status == 200)
        }
    }
}
