@testable import API
import Commerce
import HTTPTypes
import Testing

struct EventTests {
    @Test func `the feed is read to its end and on from there`() async throws {
        try await TestService.run { service in
            for number in 1...3 { try await service.deposit(number, to: "D-110105") }
            try await service.settle()
            let first = try await service.send(.get, "/v1/events?limit=2", as: "D-110105")
            #expect(first.status == 200)
            #expect(first.items("type") == ["account.deposited", "account.deposited"])
            #expect(first.items("organization") == ["D-110105", "D-110105"])
            #expect(first.text.contains(#""data":{"organization":"D-110105","entry":"trf_"#))
            let rest = try await service.send(.get, "/v1/events?limit=2&after=\(try #require(first["nextCursor"]))", as: "D-110105")
            #expect(rest.items("id").count == 1)
            #expect(rest.text.hasSuffix(#""nextCursor":null}"#) && rest.header("link") == nil, "a walk by cursors ends")

            // The last event's id goes on from there, also when nothing has come yet.
            let last = try #require(rest.items("id").last)
            let empty = try await service.send(.get, "/v1/events?after=\(last)", as: "D-110105")
            #expect(empty.text == #"{"items":[],"nextCursor":null}"#)
            try await service.deposit(4, to: "D-110105")
            try await service.settle()
            let later = try await service.send(.get, "/v1/events?after=\(last)", as: "D-110105")
            #expect(later.items("id").count == 1 && later.text.contains(#""amountFen":4"#))
        }
    }

    @Test func `an event's id and the cursor after it lead to the same part, and an empty one to the start`() async throws {
        try await TestService.run { service in
            for number in 1...4 { try await service.deposit(number, to: "D-110105") }
            try await service.settle()
            let all = try await service.send(.get, "/v1/events?after=", as: "D-110105")
            let ids = all.items("id")
            #expect(ids.count == 4)
            let first = try await service.send(.get, "/v1/events?limit=2&cursor=&types=", as: "D-110105")
            #expect(first.items("id") == Array(ids.prefix(2)))
            for place in ["after=\(ids[1])", "after=\(try #require(first["nextCursor"]))", "cursor=\(try #require(first["nextCursor"]))"] {
                #expect(try await service.send(.get, "/v1/events?" + place, as: "D-110105").items("id") == Array(ids.suffix(2)), "\(place)")
            }
        }
    }

    @Test func `an event that a caller was never shown is no place to go on from`() async throws {
        try await TestService.run { service in
            try await service.deposit(1, to: "D-110105")
            try await service.settle()
            let id = try #require(try await service.send(.get, "/v1/events", as: "HQ").items("id").first)
            for (caller, place) in [("D-110106", id), ("R-31", id), ("HQ", "evt_zzz"), ("HQ", "evt_0"), ("HQ", "ord_1"), ("HQ", id.uppercased())] {
                let answer = try await service.send(.get, "/v1/events?after=\(place)", as: caller)
                answer.expectProblem(422, "INVALID_CURSOR", ["/after INVALID_CURSOR"], "\(caller) \(place)")
            }
            #expect(try await service.send(.get, "/v1/events?after=\(id)", as: "R-11").status == 200)
        }
    }

    @Test func `the link to the next part keeps what was asked for`() async throws {
        try await TestService.run { service in
            try await service.deposit(1, to: "D-110105")
            try await service.settle()
            let part = try await service.send(.get, "/v1/events?limit=1&types=account.deposited,order.placed", as: "HQ")
            let link = try #require(part.header("link"))
            #expect(link.hasPrefix("</v1/events?limit=1&types=account.deposited,order.placed&after="))
            #expect(link.hasSuffix(#">; rel="next""#))
        }
    }

    @Test func `a caller sees the events of its reach only`() async throws {
        try await TestService.run { service in
            try await service.deposit(1, to: "D-110105")
            try await service.deposit(1, to: "D-310101")
            try await service.settle()
            for (caller, count) in [("HQ", 2), ("R-11", 1), ("R-31", 1), ("D-110105", 1), ("D-110106", 0), ("S-110105-001", 0)] {
                let answer = try await service.send(.get, "/v1/events", as: caller)
                #expect(answer.items("id").count == count, "\(caller)")
                #expect(answer["nextCursor"] == nil)
            }
        }
    }

    @Test func `what the feed can't be asked is refused`() async throws {
        try await TestService.run { service in
            for (query, fault) in [
                ("limit=0", "/limit OUT_OF_RANGE"), ("limit=201", "/limit OUT_OF_RANGE"), ("after=!", "/after INVALID_CURSOR"), ("limit=", "/limit WRONG_TYPE"),
                ("after=MS4tMQ", "/after INVALID_CURSOR"), ("cursor=x", "/cursor INVALID_CURSOR"), ("types=order.placed,nothing", "/types UNKNOWN_VALUE"),
                ("types=,", "/types UNKNOWN_VALUE"), ("since=1", "/since UNKNOWN_FIELD"), ("after=MC4w&cursor=MC4w", "/cursor DUPLICATE_KEY"),
            ] {
                let answer = try await service.send(.get, "/v1/events?" + query, as: "HQ")
                #expect(answer.status == 422, "\(query)")
                #expect(answer.faults.first == fault, "\(query)")
            }
        }
    }
}

extension TestService {
    fileprivate func deposit(_ amountFen: Int, to code: String) async throws {
        let answer = try await send(
            .post, "/v1/accounts/\(code)/deposits", as: "HQ", body: "{\"amountFen\":\(amountFen)}", key: "\(code) \(amountFen)")
        #expect(answer.status == 201)
    }
}
