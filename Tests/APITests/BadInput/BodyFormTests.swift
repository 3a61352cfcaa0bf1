@testable import API
import HTTPTypes
import TestSupport
import Testing

/// Bodies that are no JSON, too much of it, or something else altogether.
struct BodyFormTests {
    private static let malformed: [(String, [UInt8])] =
        [
            "", " ", "{", "}", "[1,]", #"{"a":1,}"#, "{'a':1}", "{a:1}", #"{"a" 1}"#, #"{"a":01}"#, #"{"a":+1}"#, #"{"a":1.}"#, #"{"a":.5}"#, #"{"a":NaN}"#,
            #"{"a":Infinity}"#, "nul", "True", "{} {}", "{}x", "// x\n{}", "{\"a\":\"\n\"}", #"{"a":"\x41"}"#,
            #"{"a":"\u12"}"#, "\u{FEFF}{}", #"{"a":"#, #"{"a":"b"#, "{\"a\u{0}\":1}", "\u{0}",
        ].map { ($0, Array($0.utf8)) } + [
            ("UTF-8 that ends early", Array("{\"note\":\"".utf8) + [0xE4, 0xBD] + Array("\"}".utf8)),
            ("an overlong slash", Array("{\"note\":\"".utf8) + [0xC0, 0xAF] + Array("\"}".utf8)), ("a surrogate in UTF-8", [0x22, 0xED, 0xA0, 0x80, 0x22]),
            ("UTF-16", [0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00]), ("Latin-1", Array("{\"note\":\"caf".utf8) + [0xE9, 0x22, 0x7D]),
            ("70 containers", Array((String(repeating: "[", count: 70) + String(repeating: "]", count: 70)).utf8)),
            ("a hundred thousand brackets", Array(repeating: UInt8(ascii: "["), count: 100_000)),
            ("a hundred thousand objects", Array(String(repeating: #"{"a":"#, count: 100_000).utf8)),
        ]

    @Test func `what is no JSON is told where it stops being it`() async throws {
        try await unharmed { service in
            for (what, bytes) in Self.malformed {
                let answer = try await service.send(.post, "/v1/orders", as: "D-110105", bytes: bytes)
                answer.expectProblem(400, "MALFORMED_JSON", [], String(what.prefix(40)))
                let offset = try #require(answer.number(at: "offset"), "\(what.prefix(40))")
                #expect(offset >= 0 && offset <= bytes.count)
            }
        }
    }

    @Test(arguments: ["[]", #""order""#, "1", "null", "true", #"[{"lines":[]}]"#])
    func `JSON that is no object is of the wrong type`(_ body: String) async throws {
        try await unharmed { service in
            let answer = try await service.send(.post, "/v1/orders", as: "D-110105", body: body, key: "k")
            answer.expectProblem(422, "WRONG_TYPE", [" WRONG_TYPE"])
        }
    }

    @Test func `names that come twice are named, wherever they stand`() async throws {
        try await unharmed { service in
            let body = #"{"lines":[{"sku":"A","sku":"B","quantity":1,"quantity":1}],"note":"a","note":"a","\u006eote":"b","lines":[]}"#
            let answer = try await service.send(.post, "/v1/orders", as: "D-110105", body: body, key: "k")
            answer.expectProblem(
                422, "DUPLICATE_KEY",
                ["/lines/0/sku DUPLICATE_KEY", "/lines/0/quantity DUPLICATE_KEY", "/note DUPLICATE_KEY", "/note DUPLICATE_KEY", "/lines DUPLICATE_KEY"])
        }
    }

    @Test func `unknown names are told by pointers that lead to them`() async throws {
        try await unharmed { service in
            let body = #"{"lines":[{"sku":"A","quantity":1}],"a/b":1,"~":1,"":1,"Note":1,"日期":1,"deep":\#(String(repeating: "[", count: 60))1\#(String(repeating: "]", count: 60))}"#
            let answer = try await service.send(.post, "/v1/orders", as: "D-110105", body: body, key: "k")
            answer.expectProblem(
                422, "UNKNOWN_FIELD",
                ["/a~1b UNKNOWN_FIELD", "/~0 UNKNOWN_FIELD", "/ UNKNOWN_FIELD", "/Note UNKNOWN_FIELD", "/日期 UNKNOWN_FIELD", "/deep UNKNOWN_FIELD"])
        }
    }

    @Test func `a body of nothing but faults is answered in bounds`() async throws {
        try await unharmed { service in
            let fields = (0..<20_000).map { "\"f\($0)\":0" }.joined(separator: ",")
            let answer = try await service.send(.post, "/v1/orders", as: "D-110105", body: "{\(fields)}", key: "k")
            answer.expectProblem(422, "INVALID_REQUEST")
            #expect(answer.faults.count == 1000 && answer.text.utf8.count < 200_000)
        }
    }

    @Test func `a body over 1 MiB is refused, one of 1 MiB is read`() async throws {
        try await unharmed { service in
            let spaces = String(repeating: " ", count: (1 << 20) - 2)
            try await service.send(.post, "/v1/orders", as: "D-110105", body: spaces + "{}", key: "k").expectProblem(422, "MISSING", ["/lines MISSING"])
            let large = try await service.send(.post, "/v1/orders", as: "D-110105", body: spaces + " {}", key: "k")
            large.expectProblem(413, "BODY_TOO_LARGE", [])
            #expect(large.number(at: "limit") == 1 << 20)
        }
    }

    @Test func `a body of another kind is refused with the kind that is taken`() async throws {
        try await unharmed { service in
            let types = [
                "text/plain", "application/xml", "text/json", "application/json; charset=utf-16", "application/json;charset=gbk", "multipart/form-data; boundary=x",
                "application/x-www-form-urlencoded", "application/problem+json", "json", "",
            ]
            for type in types {
                let answer = try await service.send(.post, "/v1/orders", as: "D-110105", body: "{}", key: "k", headers: [.contentType: type])
                answer.expectProblem(415, "UNSUPPORTED_MEDIA_TYPE", [], type)
                #expect(answer.header("accept") == "application/json", "\(type)")
            }
            for type in ["application/json; charset=utf-8", "APPLICATION/JSON", #"application/json; charset="UTF-8""#] {
                let answer = try await service.send(.post, "/v1/orders", as: "D-110105", body: "{}", key: "k", headers: [.contentType: type])
                answer.expectProblem(422, "MISSING", nil, type)
            }
        }
    }
}
