@testable import API
import Commerce
import HTTPTypes
import Testing

struct AccountTests {
    @Test func `a new distributor's account is all zeros`() async throws {
        try await TestService.run { service in
            let answer = try await service.send(.get, "/v1/accounts/D-110105", as: "D-110105")
            #expect(answer.status == 200)
            #expect(answer.text == #"{"balanceFen":0,"heldFen":0,"creditLimitFen":0,"availableFen":0}"#)
        }
    }

    @Test func `a deposit is answered with the account and the entry, and happens once under its key`() async throws {
        try await TestService.run { service in
            func deposit(_ key: String) async throws -> TestAnswer {
                try await service.send(
                    .post, "/v1/accounts/D-110105/deposits", as: "HQ", body: #"{"amountFen":500000000,"memo":"转账 42"}"#, key: key)
            }
            let first = try await deposit("a")
            #expect(first.status == 201)
            #expect(first.text.hasPrefix(#"{"balanceFen":500000000,"heldFen":0,"creditLimitFen":0,"availableFen":500000000,"entry":{"id":"trf_"#))
            let again = try await deposit("a")
            #expect(again.text == first.text)
            #expect(again.header("idempotent-replayed") == "true")
            #expect(try await service.send(.get, "/v1/accounts/D-110105", as: "R-11").text.hasPrefix(#"{"balanceFen":500000000,"#))
            let second = try await deposit("b")
            #expect(second.text.hasPrefix(#"{"balanceFen":1000000000,"#))

            let entries = try await service.send(.get, "/v1/accounts/D-110105/entries", as: "D-110105")
            #expect(entries.items("kind") == ["deposit", "deposit"])
            #expect(entries.items("memo") == ["转账 42", "转账 42"])
            #expect(entries.text.contains(#""amountFen":500000000,"#))
        }
    }

    @Test func `a deposit needs a key`() async throws {
        try await TestService.run { service in
            let answer = try await service.send(.post, "/v1/accounts/D-110105/deposits", as: "HQ", body: #"{"amountFen":1}"#)
            #expect(answer.status == 400)
            #expect(answer["code"] == "IDEMPOTENCY_KEY_MISSING")
        }
    }

    @Test func `every fault of a deposit is named at its place`() async throws {
        try await TestService.run { service in
            for (body, faults) in [
                ("{}", ["/amountFen MISSING"]), (#"{"amountFen":0}"#, ["/amountFen OUT_OF_RANGE"]), (#"{"amountFen":-1}"#, ["/amountFen OUT_OF_RANGE"]),
                (#"{"amountFen":1.5}"#, ["/amountFen WRONG_TYPE"]), (#"{"amountFen":"1"}"#, ["/amountFen WRONG_TYPE"]),
                (#"{"amountFen":9223372036854775808}"#, ["/amountFen OUT_OF_RANGE"]),
                (#"{"amountFen":1,"memo":"a\u0000b"}"#, ["/memo INVALID_TEXT"]), (#"{"amountFen":1,"amountFen":2}"#, ["/amountFen DUPLICATE_KEY"]),
                (#"{"amountFen":0,"memo":1,"fee":2}"#, ["/amountFen OUT_OF_RANGE", "/memo WRONG_TYPE", "/fee UNKNOWN_FIELD"]),
            ] {
                let answer = try await service.send(.post, "/v1/accounts/D-110105/deposits", as: "HQ", body: body, key: "a")
                #expect(answer.status == 422, "\(body)")
                #expect(answer.faults == faults, "\(body)")
            }
        }
    }

    @Test func `a balance that can't be counted is refused at the amount`() async throws {
        try await TestService.run { service in
            func deposit(_ key: String) async throws -> TestAnswer {
                try await service.send(
                    .post, "/v1/accounts/D-110105/deposits", as: "HQ", body: #"{"amountFen":9223372036854775807}"#, key: key)
            }
            #expect(try await deposit("a").status == 201)
            let refused = try await deposit("b")
            #expect(refused.status == 422)
            #expect(refused.faults == ["/amountFen OUT_OF_RANGE"])
        }
    }

    @Test func `a credit limit is set, and refused below what is in use`() async throws {
        try await TestService.run { service in
            func limit(_ fen: Int64) async throws -> TestAnswer {
                try await service.send(.put, "/v1/accounts/D-110105/credit-limit", as: "HQ", body: "{\"creditLimitFen\":\(fen)}")
            }
            #expect(try await limit(1000).text == #"{"balanceFen":0,"heldFen":0,"creditLimitFen":1000,"availableFen":1000}"#)
            try await service.sql("UPDATE accounts SET held_fen = 700, balance_fen = -100 WHERE organization_id = \(1 << 40 | 1 << 20)")
            let refused = try await limit(799)
            #expect(refused.status == 409)
            #expect(refused["code"] == "CREDIT_LIMIT_BELOW_USE")
            #expect(refused.text.contains(#""usedFen":800"#))
            #expect(try await limit(800).text.hasSuffix(#""availableFen":0}"#))
            #expect(try await limit(-1).faults == ["/creditLimitFen OUT_OF_RANGE"])
        }
    }

    @Test func `only headquarters moves a distributor's money`() async throws {
        try await TestService.run { service in
            // A store sees no account of the distributor above it, and so isn't told that there is one.
            for (caller, status) in [("R-11", 403), ("R-31", 404), ("D-110105", 403), ("S-110105-001", 404), ("HQ", 201)] {
                let deposit = try await service.send(.post, "/v1/accounts/D-110105/deposits", as: caller, body: #"{"amountFen":1}"#, key: "a")
                #expect(deposit.status == status, "\(caller)")
                let limit = try await service.send(.put, "/v1/accounts/D-110105/credit-limit", as: caller, body: #"{"creditLimitFen":1}"#)
                #expect(limit.status == (status == 201 ? 200 : status), "\(caller)")
            }
        }
    }

    @Test func `only its distributor moves a store's money`() async throws {
        try await TestService.run { service in
            for (caller, status) in [("HQ", 403), ("R-11", 403), ("R-31", 404), ("D-110106", 404), ("S-110105-001", 403), ("D-110105", 201)] {
                let deposit = try await service.send(.post, "/v1/accounts/S-110105-001/deposits", as: caller, body: #"{"amountFen":7}"#, key: "a")
                #expect(deposit.status == status, "\(caller): \(deposit.text)")
                let limit = try await service.send(.put, "/v1/accounts/S-110105-001/credit-limit", as: caller, body: #"{"creditLimitFen":5}"#)
                #expect(limit.status == (status == 201 ? 200 : status), "\(caller): \(limit.text)")
            }
            for (caller, status) in [("HQ", 200), ("R-11", 200), ("D-110105", 200), ("S-110105-001", 200), ("D-110106", 404), ("R-31", 404)] {
                let account = try await service.send(.get, "/v1/accounts/S-110105-001", as: caller)
                #expect(account.status == status, "\(caller)")
                if status == 200 { #expect(account.text == #"{"balanceFen":7,"heldFen":0,"creditLimitFen":5,"availableFen":12}"#, "\(caller)") }
                let entries = try await service.send(.get, "/v1/accounts/S-110105-001/entries", as: caller)
                #expect(entries.status == status && (status != 200 || entries.items("kind") == ["deposit"]), "\(caller)")
            }
        }
    }

    @Test func `an account is seen by its distributor and from above`() async throws {
        try await TestService.run { service in
            for (caller, status) in [("HQ", 200), ("R-11", 200), ("D-110105", 200), ("R-31", 404), ("D-110106", 404), ("D-310101", 404), ("S-110105-001", 404)] {
                for path in ["/v1/accounts/D-110105", "/v1/accounts/D-110105/entries"] {
                    let answer = try await service.send(.get, path, as: caller)
                    #expect(answer.status == status, "\(caller) \(path)")
                }
            }
        }
    }

    @Test func `what buys from nobody has no account`() async throws {
        try await TestService.run { service in
            for code in ["HQ", "R-11", "D-999999", "%00", "a%20b", "%ff"] {
                for path in ["/v1/accounts/\(code)", "/v1/accounts/\(code)/entries"] {
                    let answer = try await service.send(.get, path, as: "HQ")
                    #expect(answer.status == 404, "\(path)")
                }
                let deposit = try await service.send(.post, "/v1/accounts/\(code)/deposits", as: "HQ", body: #"{"amountFen":1}"#, key: "a")
                #expect(deposit.status == 404, "\(code)")
            }
        }
    }

    @Test func `entries are paged by a cursor that leads to the end`() async throws {
        try await TestService.run { service in
            for number in 1...5 {
                let answer = try await service.send(
                    .post, "/v1/accounts/D-110105/deposits", as: "HQ", body: "{\"amountFen\":\(number),\"memo\":\"\(number)\"}", key: "\(number)")
                #expect(answer.status == 201)
            }
            var memos: [String] = []
            var path: String? = "/v1/accounts/D-110105/entries?limit=2"
            while let next = path {
                let page = try await service.send(.get, next, as: "D-110105")
                memos += page.items("memo")
                path = page["nextCursor"].map { "/v1/accounts/D-110105/entries?limit=2&cursor=\($0)" }
            }
            #expect(memos == ["5", "4", "3", "2", "1"])
            let bad = try await service.send(.get, "/v1/accounts/D-110105/entries?cursor=eA", as: "D-110105")
            #expect(bad.status == 422)
            #expect(bad["code"] == "INVALID_CURSOR")
        }
    }
}
