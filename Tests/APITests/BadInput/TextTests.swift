@testable import API
import Commerce
import TestSupport
import Testing

/// Text from outside: what is refused, and what comes back as it was sent.
struct TextTests {
    @Test func `control characters are refused in every text, NUL before all`() async throws {
        try await unharmed { service in
            for scalar in [0x00, 0x01, 0x09, 0x0A, 0x0D, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9F] {
                let hex = String(scalar, radix: 16)
                let text = "a\\u" + String(repeating: "0", count: 4 - hex.count) + hex
                let requests = [
                    (TestService.Method.post, "/v1/orders", #"{"lines":[{"sku":"A","quantity":1}],"note":"\#(text)","distributor":"D-110105"}"#, "/note"),
                    (.post, "/v1/accounts/D-110105/deposits", #"{"amountFen":1,"memo":"\#(text)"}"#, "/memo"),
                    (.post, "/v1/organizations", #"{"code":"R-99","name":"\#(text)"}"#, "/name"),
                    (.patch, "/v1/organizations/R-11", #"{"address":"\#(text)"}"#, "/address"),
                    (.post, "/v1/warehouses", #"{"code":"W","name":"\#(text)","latitude":0,"longitude":0}"#, "/name"),
                    (.post, "/v1/stock/movements", #"{"kind":"receipt","warehouse":"WH-TJ","reason":"\#(text)","lines":[{"sku":"A","units":1}]}"#, "/reason"),
                    (.put, "/v1/price-lists/P", #"{"scope":"everyone","name":"\#(text)"}"#, "/name"),
                    (.patch, "/v1/skus/A", #"{"name":"\#(text)"}"#, "/name"),
                ]
                for (method, path, body, pointer) in requests {
                    let answer = try await service.send(method, path, as: "HQ", body: body, key: "\(hex) \(path)")
                    answer.expectProblem(422, "INVALID_TEXT", [pointer + " INVALID_TEXT"], "\(path) \(hex)")
                }
            }
        }
    }

    @Test func `half a surrogate pair is a fault at its place, and its name an unknown field`() async throws {
        try await unharmed { service in
            let note = try await service.send(.post, "/v1/orders", as: "D-110105", body: #"{"lines":[{"sku":"A","quantity":1}],"note":"\ud800"}"#, key: "1")
            note.expectProblem(422, "INVALID_TEXT", ["/note INVALID_TEXT"])
            let body = #"{"lines":[{"sku":"\udc00","quantity":1,"unit":"\ud83c","\ud800":1}],"distributor":"\ud800x"}"#
            let all = try await service.send(.post, "/v1/orders", as: "D-110105", body: body, key: "2")
            all.expectProblem(422, "INVALID_REQUEST", [
                "/lines/0/sku INVALID_TEXT", "/lines/0/unit INVALID_TEXT", "/lines/0/\u{FFFD} UNKNOWN_FIELD", "/distributor INVALID_TEXT",
            ])
        }
    }

    @Test func `codes are ASCII and nothing that looks like it`() async throws {
        try await unharmed { service in
            for code in ["", "A B", "А", "Ａ", "A\\u0000", "A/B", "é", "💧", "A\\u200b", "../A", String(repeating: "A", count: 65), "A'--", "%41"] {
                let answer = try await service.send(.post, "/v1/orders", as: "D-110105", body: #"{"lines":[{"sku":"\#(code)","quantity":1}]}"#, key: "k")
                answer.expectProblem(422, "INVALID_CODE", ["/lines/0/sku INVALID_CODE"], code)
            }
            for path in ["%00", "%FF", "A%00", "A%20B", "%D0%90", "..%2F..%2Fetc", "'%3B--", String(repeating: "A", count: 65), "%"] {
                let answer = try await service.send(.get, "/v1/skus/" + path, as: "HQ")
                answer.expectProblem(404, "NOT_FOUND", [], path)
                let order = try await service.send(.get, "/v1/orders/" + path, as: "HQ")
                order.expectProblem(404, "NOT_FOUND", [], path)
            }
        }
    }

    @Test(arguments: ["ord_", "ord_0", "ord_00", "ord_i", "ord_l", "ORD_1", "ord_1 ", "shp_1", "ord_-1", "ord_zzzzzzzzzzzzz", "ord_8000000000000", "ord_10000000000000000"])
    func `an id that no order has is no order's`(_ id: String) async throws {
        try await unharmed { service in
            for path in ["/v1/orders/\(id)", "/v1/orders/\(id)/sourcing"] {
                let answer = try await service.send(.get, path.replacing(" ", with: "%20"), as: "HQ")
                answer.expectProblem(404, "NOT_FOUND", [], path)
            }
            let cancelled = try await service.send(.post, "/v1/orders/\(id.replacing(" ", with: "%20"))/cancel", as: "HQ", key: "k")
            cancelled.expectProblem(404, "NOT_FOUND", [], id)
            let body = #"{"order":"\#(id)","reason":"x","lines":[{"sku":"A","units":1}]}"#
            let returned = try await service.send(.post, "/v1/returns", as: "D-110105", body: body, key: "k")
            #expect(returned.status == 404 || returned.faults == ["/order UNKNOWN_ID"], "\(returned.text)")
        }
    }

    @Test func `what is no control character comes back as it was sent`() async throws {
        try await TestService.serving { service, _ in
            let texts = [
                "清香型 52° 500ml", "e\u{301} é", "🍶👨‍👩‍👧‍👦🇨🇳", "\u{202E}evil", "\u{FEFF}x", "\u{FFFF}\u{10FFFF}", "'; DROP TABLE orders; --", "%s%n %00", "<script>alert(1)</script>",
                #"\" \\ / \u4e2d"#, "\u{2028}\u{2029}", "\u{A0}", String(repeating: "酒", count: 2000),
            ]
            for (index, text) in texts.enumerated() {
                var json = JSONWriter()
                json.value(text)
                let body = #"{"lines":[{"sku":"A","quantity":1}],"note":\#(String(decoding: json.bytes, as: UTF8.self))}"#
                let placed = try await service.send(.post, "/v1/orders", as: "D-110105", body: body, key: "t\(index)")
                #expect(placed.status == 201, "\(placed.text)")
                let read = try await service.send(.get, placed.header("location") ?? "", as: "D-110105")
                #expect(placed["note"]?.unicodeScalars.elementsEqual(text.unicodeScalars) == true, "\(text)")
                #expect(read["note"]?.unicodeScalars.elementsEqual(text.unicodeScalars) == true, "\(text)")
            }
            let long = try await service.send(
                .post, "/v1/orders", as: "D-110105", body: #"{"lines":[{"sku":"A","quantity":1}],"note":"\#(String(repeating: "酒", count: 2001))"}"#, key: "long")
            long.expectProblem(422, "OUT_OF_RANGE", ["/note OUT_OF_RANGE"])
        }
    }
}
