import API
import Commerce
import Operations
import Testing

struct OrganizationTests {
    @Test func `a caller sees itself and what lies below, in order of code`() async throws {
        try await TestService.run { service async throws in
            func codes(_ caller: String, _ query: String = "") async throws -> [String] {
                try await service.send(.get, "/v1/organizations" + query, as: caller).items("code")
            }
            #expect(try await codes("HQ") == ["D-110105", "D-110106", "D-310101", "HQ", "R-11", "R-31", "S-110105-001"])
            #expect(try await codes("R-11") == ["D-110105", "D-110106", "R-11", "S-110105-001"])
            #expect(try await codes("D-110105") == ["D-110105", "S-110105-001"])
            #expect(try await codes("S-110105-001") == ["S-110105-001"])
            #expect(try await codes("HQ", "?kind=region") == ["R-11", "R-31"])
            #expect(try await codes("HQ", "?parent=R-11") == ["D-110105", "D-110106"])
            #expect(try await codes("R-31", "?parent=R-11") == [])
            #expect(try await codes("HQ", "?parent=NONE") == [])
        }
    }

    @Test func `null takes away what an organisation may be without`() async throws {
        try await TestService.run { service in
            let path = "/v1/organizations/D-110105"
            func change(_ body: String) async throws -> TestAnswer { try await service.send(.patch, path, as: "HQ", body: body) }
            let set = try await change(#"{"tier":"gold","address":"北京","latitude":39.9,"longitude":116.4}"#)
            #expect(set.text.contains(#""tier":"gold","address":"北京","latitude":39.9,"longitude":116.4"#), "\(set.text)")
            let kept = try await change(#"{"tier":null,"name":"新名"}"#)
            #expect(kept.text.contains(#""tier":null,"address":"北京","latitude":39.9,"longitude":116.4"#), "\(kept.text)")
            let cleared = try await change(#"{"address":null,"latitude":null,"longitude":null}"#)
            #expect(cleared.text.contains(#""tier":null,"address":null,"latitude":null,"longitude":null"#), "\(cleared.text)")
            #expect(try await service.send(.get, path, as: "HQ").text == cleared.text)
            for (body, faults) in [
                (#"{"latitude":null}"#, ["/longitude MISSING"]), (#"{"latitude":1,"longitude":null}"#, ["/longitude OUT_OF_RANGE"]),
                (#"{"name":null}"#, ["/name WRONG_TYPE"]), (#"{"status":null}"#, ["/status WRONG_TYPE"]),
            ] {
                #expect(try await change(body).faults == faults, "\(body)")
            }
        }
    }

    @Test func `pages follow each other without gap or repetition`() async throws {
        try await TestService.run { service in
            var seen: [String] = []
            var next: String? = ""
            while let cursor = next {
                let page = try await service.send(.get, "/v1/organizations?limit=3" + (cursor.isEmpty ? "" : "&cursor=\(cursor)"), as: "HQ")
                seen += page.items("code")
                next = page["nextCursor"]
            }
            #expect(seen == TestService.organizations.map(\.code).sorted())
        }
    }

    @Test(arguments: [
        ("HQ", "D-310101", 200), ("R-11", "D-110105", 200), ("R-11", "D-310101", 404), ("R-11", "R-31", 404), ("R-11", "HQ", 404),
        ("D-110105", "D-110105", 200), ("D-110105", "S-110105-001", 200), ("D-110105", "D-110106", 404), ("D-110105", "R-11", 404),
        ("S-110105-001", "D-110105", 404), ("HQ", "NONE", 404), ("HQ", "a%20b", 404), ("HQ", "%ff", 404),
    ])
    func `what lies outside one's reach isn't there`(_ caller: String, _ code: String, _ status: Int) async throws {
        try await TestService.run { service async throws in
            #expect(try await service.send(.get, "/v1/organizations/\(code)", as: caller).status == status)
            #expect(try await service.send(.get, "/v1/organizations/\(code)/clients", as: caller).status == status)
        }
    }

    @Test func `an organisation is made below another, with a place to the millionth`() async throws {
        try await TestService.run { service in
            let body = #"{"code":"D-110107","kind":"distributor","name":"石景山","parent":"R-11","latitude":39.9066,"longitude":116.2229,"tier":"gold","address":"北京"}"#
            let made = try await service.send(.post, "/v1/organizations", as: "HQ", body: body)
            #expect(made.status == 201)
            #expect(made.header("location") == "/v1/organizations/D-110107")
            #expect(made.text.contains(#""parent":"R-11","status":"active","tier":"gold","address":"北京","latitude":39.9066,"longitude":116.2229"#))
            let read = try await service.send(.get, "/v1/organizations/D-110107", as: "R-11")
            #expect(read.text == made.text)
            let own = try await service.send(.post, "/v1/organizations", as: "D-110105", body: #"{"code":"S-9","name":"店"}"#)
            #expect(own["kind"] == "store")
            #expect(own["parent"] == "D-110105")
            #expect(service.brand.catalog.current.organizations[Code(stored: "D-110107")]?.id == OrganizationID(1 << 40 | 3 << 20))
        }
    }

    @Test func `a new distributor has an account with nothing on it`() async throws {
        try await TestService.run { service in
            _ = try await service.send(.post, "/v1/organizations", as: "R-31", body: #"{"code":"D-NEW","name":"x"}"#)
            // A second one would violate accounts_once, so making one again proves that it is there.
            await #expect(throws: (any Error).self) {
                try await service.sql("INSERT INTO accounts (organization_id, kind) SELECT id, 'prepaid' FROM organizations WHERE code = 'D-NEW'")
            }
        }
    }

    @Test(arguments: [
        ("HQ", #"{"code":"R-11","name":"x"}"#, 409, "CODE_TAKEN", ["/code CODE_TAKEN"]),
        ("HQ", #"{"code":"X","name":"x","kind":"store"}"#, 422, "WRONG_KIND", ["/kind WRONG_KIND"]),
        ("R-11", #"{"code":"X","name":"x","parent":"R-31"}"#, 404, "NOT_FOUND", ["/parent UNKNOWN_ORGANIZATION"]),
        ("HQ", #"{"code":"X","name":"x","parent":"S-110105-001"}"#, 422, "WRONG_KIND", ["/kind WRONG_KIND"]),
        ("HQ", #"{"code":"X","name":"x","latitude":91,"longitude":0}"#, 422, "OUT_OF_RANGE", ["/latitude OUT_OF_RANGE"]),
        ("HQ", #"{"code":"X Y","name":"\u0000","extra":1}"#, 422, "INVALID_REQUEST", ["/code INVALID_CODE", "/name INVALID_TEXT", "/extra UNKNOWN_FIELD"]),
        ("S-110105-001", #"{"code":"X","name":"x"}"#, 403, "NOT_PERMITTED", []),
    ])
    func `what can't be made is refused`(_ caller: String, _ body: String, _ status: Int, _ code: String, _ faults: [String]) async throws {
        try await TestService.run { service in
            let answer = try await service.send(.post, "/v1/organizations", as: caller, body: body)
            #expect(answer.status == status)
            #expect(answer["code"] == code)
            #expect(answer.faults == faults)
        }
    }

    @Test func `many made at once get numbers of their own`() async throws {
        try await TestService.run { service in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for index in 0..<12 {
                    group.addTask { try await service.send(.post, "/v1/organizations", as: "R-31", body: #"{"code":"D-N\#(index)","name":"x"}"#).status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses == Array(repeating: 201, count: 12))
            #expect(try await service.send(.get, "/v1/organizations?parent=R-31", as: "HQ").items("code").count == 13)
        }
    }

    @Test func `an organisation is changed by one above it, only where said`() async throws {
        try await TestService.run { service in
            let changed = try await service.send(.patch, "/v1/organizations/D-110105", as: "R-11", body: #"{"name":"新","tier":"silver"}"#)
            #expect(changed.status == 200)
            #expect(changed["name"] == "新")
            #expect(changed["status"] == "active")
            #expect(changed["parent"] == "R-11")
            let placed = try await service.send(.patch, "/v1/organizations/D-110105", as: "HQ", body: #"{"latitude":-1.5,"longitude":2}"#)
            #expect(placed["tier"] == "silver")
            #expect(placed.text.contains(#""latitude":-1.5,"longitude":2"#))
            #expect(try await service.send(.patch, "/v1/organizations/R-11", as: "R-11", body: "{}").status == 403)
            #expect(try await service.send(.patch, "/v1/organizations/D-310101", as: "R-11", body: "{}").status == 404)
            #expect(try await service.send(.patch, "/v1/organizations/R-11", as: "D-110105", body: "{}").status == 404)
            let wrong = try await service.send(.patch, "/v1/organizations/D-110105", as: "HQ", body: #"{"status":"gone","code":"X"}"#)
            #expect(wrong.faults == ["/status UNKNOWN_VALUE", "/code UNKNOWN_FIELD"])
        }
    }

    @Test func `one's own page says what one may do`() async throws {
        try await TestService.run { service in
            let me = try await service.send(.get, "/v1/me", as: "D-110105")
            #expect(me["role"] == "distributor")
            #expect(me.text.contains(#""organization":{"code":"D-110105","kind":"distributor","name":"D-110105 name","parent":"R-11""#))
            #expect(me.text.contains(#""permissions":["manageWarehouses","moveStock","placeOrders""#))
        }
    }
}
