@testable import API
import HTTPTypes
import TestSupport
import Testing

@Suite struct CatalogAPITests {
    /// A whole SKU in JSON, with some fields replaced, added or (with nil) left out.
    static func sku(_ changes: KeyValuePairs<String, String?> = [:]) -> String {
        var fields: [(String, String)] = [
            ("code", #""A""#), ("name", #""听泉52度""#), ("brand", #""澄澜溪""#), ("series", #""听泉""#), ("category", #""baijiu""#), ("aroma", #""浓香""#),
            ("abvTenths", "520"), ("volumeMl", "500"), ("unitsPerCase", "6"), ("caseWeightGrams", "6570"), ("gtin", #""9520000000011""#), ("looseSale", "false"),
            ("priceBand", #""mid""#), ("listPriceFen", "8000"), ("floorPriceFen", "7000"), ("status", #""active""#),
        ]
        for (name, value) in changes {
            fields.removeAll { $0.0 == name }
            if let value { fields.append((name, value)) }
        }
        return "{" + fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }

    @Test func `a SKU is answered with every field, in order, and read back the same`() async throws {
        try await TestService.run { service in
            let added = try await service.send(.post, "/v1/skus", as: "HQ", body: Self.sku(["suggestedPriceFen": "9900", "shelfLifeDays": "365"]), key: "any")
            #expect(added.status == 201)
            #expect(added.header("location") == "/v1/skus/A")
            #expect(added.text == """
                {"code":"A","name":"听泉52度","brand":"澄澜溪","series":"听泉","category":"baijiu","aroma":"浓香","abvTenths":520,"volumeMl":500,\
                "unitsPerCase":6,"caseWeightGrams":6570,"gtin":"9520000000011","shelfLifeDays":365,"looseSale":false,"priceBand":"mid",\
                "listPriceFen":8000,"floorPriceFen":7000,"suggestedPriceFen":9900,"owner":"HQ","status":"active"}
                """)
            for caller in ["HQ", "R-11", "D-110105", "S-110105-001"] {
                let read = try await service.send(.get, "/v1/skus/A", as: caller)
                #expect(read.status == 200)
                #expect(read.text == added.text)
            }
            // What was read may be sent back as it is.
            let same = try await service.send(.patch, "/v1/skus/A", as: "HQ", body: added.text)
            #expect(same.status == 200)
            #expect(same.text == added.text)
        }
    }

    static let faulty: [(KeyValuePairs<String, String?>, [String])] = [
        (["gtin": #""9520000000012""#], ["/gtin INVALID_GTIN"]),
        (["floorPriceFen": "8001"], ["/floorPriceFen PRICE_FLOOR"]),
        (["suggestedPriceFen": "7999"], ["/suggestedPriceFen PRICE_ORDER"]),
        (["abvTenths": "1001"], ["/abvTenths OUT_OF_RANGE"]),
        (["abvTenths": "52.5"], ["/abvTenths WRONG_TYPE"]),
        (["volumeMl": "99999999999999999999"], ["/volumeMl OUT_OF_RANGE"]),
        (["listPriceFen": #""8000""#], ["/listPriceFen WRONG_TYPE"]),
        (["listPriceFen": nil], ["/listPriceFen MISSING"]),
        (["listPriceFen": "null"], ["/listPriceFen WRONG_TYPE"]),
        (["category": #""whisky""#, "aroma": #""香""#, "priceBand": #""low""#, "status": #""on""#], [
            "/category UNKNOWN_VALUE", "/aroma UNKNOWN_VALUE", "/priceBand UNKNOWN_VALUE", "/status UNKNOWN_VALUE",
        ]),
        (["code": #""a b""#], ["/code INVALID_CODE"]),
        (["name": #""a\u0000b""#], ["/name INVALID_TEXT"]),
        (["name": #"" ""#], ["/name INVALID_TEXT"]),
        (["colour": "1"], ["/colour UNKNOWN_FIELD"]),
        (["owner": #""R-11""#], ["/owner FIXED_FIELD"]),
        (["name": nil, "gtin": #""1""#, "floorPriceFen": "-1"], ["/name MISSING", "/floorPriceFen OUT_OF_RANGE", "/gtin INVALID_GTIN"]),
    ]

    @Test func `every fault of a SKU is named at its field and nothing is written`() async throws {
        try await TestService.run { service in
            for (changes, faults) in Self.faulty {
                let answer = try await service.send(.post, "/v1/skus", as: "HQ", body: Self.sku(changes))
                #expect(answer.status == 422, "\(changes)")
                #expect(answer.faults == faults, "\(changes)")
                #expect(answer.header("content-type") == "application/problem+json")
            }
            #expect(try await service.send(.get, "/v1/skus", as: "HQ").text == #"{"items":[],"nextCursor":null}"#)
        }
    }

    @Test func `a change says only what it changes, and null clears what may be absent`() async throws {
        try await TestService.run { service in
            _ = try await service.send(.post, "/v1/skus", as: "HQ", body: Self.sku(["suggestedPriceFen": "9900", "shelfLifeDays": "365"]))
            let changed = try await service.send(.patch, "/v1/skus/A", as: "HQ", body: #"{"listPriceFen":10000,"suggestedPriceFen":null}"#)
            #expect(changed.status == 200)
            #expect(changed.text.contains(#""listPriceFen":10000,"floorPriceFen":7000,"owner""#))
            #expect(changed.text.contains(#""shelfLifeDays":365"#))
            let faults = [
                (#"{"code":"B"}"#, ["/code FIXED_FIELD"]), (#"{"owner":"R-11"}"#, ["/owner FIXED_FIELD"]), (#"{"listPriceFen":6999}"#, ["/listPriceFen PRICE_FLOOR"]),
                (#"{"floorPriceFen":10001}"#, ["/floorPriceFen PRICE_FLOOR"]), (#"{"name":null}"#, ["/name WRONG_TYPE"]), (#"{"id":1}"#, ["/id UNKNOWN_FIELD"]),
            ]
            for (body, expected) in faults {
                let answer = try await service.send(.patch, "/v1/skus/A", as: "HQ", body: body)
                #expect(answer.status == 422, "\(body)")
                #expect(answer.faults == expected, "\(body)")
            }
            #expect(try await service.send(.patch, "/v1/skus/A", as: "HQ", body: "{}").text == changed.text)
        }
    }

    @Test func `a region adds within its quota, then is told the limit and what it used`() async throws {
        try await TestService.run { service in
            for number in 1...7 {
                let body = Self.sku(["code": "\"C-\(number)\"", "gtin": "\"\(Self.gtin(number))\""])
                #expect(try await service.send(.post, "/v1/skus", as: "HQ", body: body).status == 201)
            }
            let own = try await service.send(.post, "/v1/skus", as: "R-11", body: Self.sku(["code": #""R-1""#, "gtin": "\"\(Self.gtin(8))\""]))
            #expect(own.status == 201)
            #expect(own["owner"] == "R-11")
            let second = try await service.send(.post, "/v1/skus", as: "R-11", body: Self.sku(["code": #""R-2""#, "gtin": "\"\(Self.gtin(9))\""]))
            #expect(second.status == 409)
            #expect(second["code"] == "REGIONAL_QUOTA_EXCEEDED")
            #expect(second.text.contains(#""limit":1,"used":1"#))
            #expect(try await service.send(.get, "/v1/skus/R-1", as: "D-110105").status == 200)
            #expect(try await service.send(.get, "/v1/skus/R-1", as: "D-310101").status == 404)
            #expect(try await service.send(.patch, "/v1/skus/R-1", as: "R-31", body: "{}").status == 404)
            #expect(try await service.send(.patch, "/v1/skus/C-1", as: "R-11", body: "{}").status == 403)
        }
    }

    @Test func `those who may not edit the catalogue are told so of what they see`() async throws {
        try await TestService.run { service in
            #expect(try await service.send(.post, "/v1/skus", as: "HQ", body: Self.sku()).status == 201)
            for caller in ["D-110105", "S-110105-001"] {
                #expect(try await service.send(.post, "/v1/skus", as: caller, body: "{}").status == 403)
                #expect(try await service.send(.patch, "/v1/skus/A", as: caller, body: "{}").status == 403)
                #expect(try await service.send(.patch, "/v1/skus/NONE", as: caller, body: "{}").status == 404)
                #expect(try await service.send(.put, "/v1/organizations/R-11/assortment", as: caller, body: "{}").status == 404, "it isn't seen from below")
                #expect(try await service.send(.put, "/v1/organizations/\(caller)/assortment", as: caller, body: "{}").status == 403)
                let csv = try await service.send(.post, "/v1/skus/import", as: caller, body: "", headers: [.contentType: "text/csv"])
                #expect(csv.status == 403)
            }
            #expect(try await service.send(.get, "/v1/skus").status == 401)
        }
    }

    @Test func `a list is searched, narrowed and paged by its parameters`() async throws {
        try await TestService.run { service in
            for number in 1...3 {
                let aroma = number == 2 ? "清香" : "浓香"
                _ = try await service.send(
                    .post, "/v1/skus", as: "HQ", body: Self.sku(["code": "\"C-\(number)\"", "gtin": "\"\(Self.gtin(number))\"", "aroma": "\"\(aroma)\""]))
            }
            func codes(_ query: String) async throws -> [String] {
                try await service.send(.get, "/v1/skus?" + query, as: "D-110105").items("code")
            }
            #expect(try await codes("q=tq52") == ["C-1", "C-2", "C-3"])
            #expect(try await codes("q=%E5%90%AC%E6%B3%89+c-3&status=active") == ["C-3"])
            #expect(try await codes("aroma=%E6%B8%85%E9%A6%99&category=baijiu&priceBand=mid") == ["C-2"])
            let first = try await service.send(.get, "/v1/skus?limit=2&status=active", as: "D-110105")
            #expect(first.items("code") == ["C-1", "C-2"])
            let cursor = try #require(first["nextCursor"])
            #expect(try await codes("limit=2&status=active&cursor=" + cursor) == ["C-3"])
            #expect(try await codes("q=&category=&aroma=&priceBand=&status=&cursor=") == ["C-1", "C-2", "C-3"])
            for query in ["status=gone", "limit=0", "limit=201", "cursor=!", "colour=red", "q=%00", "category=gin", "status=active&status=draft"] {
                #expect(try await service.send(.get, "/v1/skus?" + query, as: "D-110105").status == 422, "\(query)")
            }
        }
    }

    @Test func `an import answers what landed and names what didn't`() async throws {
        try await TestService.run { service in
            let header = "code,name,brand,series,category,aroma,abvTenths,volumeMl,unitsPerCase,caseWeightGrams,gtin,priceBand,listPriceFen,floorPriceFen"
            let sheet = """
                \(header)
                A,听泉,澄澜溪,听泉,baijiu,浓香,520,500,6,6570,\(Self.gtin(1)),mid,8000,7000
                B,听泉,澄澜溪,听泉,baijiu,浓香,520,500,0,6570,\(Self.gtin(2)),mid,8000,7000
                """
            let answer = try await service.send(.post, "/v1/skus/import", as: "HQ", body: sheet, headers: [.contentType: "text/csv; charset=utf-8"])
            #expect(answer.status == 200)
            #expect(answer.text == """
                {"accepted":1,"rejected":1,"errors":[{"row":2,"column":"unitsPerCase","code":"OUT_OF_RANGE","detail":"unitsPerCase must be from 1 to 10000."}]}
                """)
            let header422 = try await service.send(.post, "/v1/skus/import", as: "HQ", body: "code,colour\n", headers: [.contentType: "text/csv"])
            #expect(header422.status == 422)
            #expect(header422.faults.first == "/colour UNKNOWN_FIELD")
            let quotes = try await service.send(.post, "/v1/skus/import", as: "HQ", body: header + "\n\"A", headers: [.contentType: "text/csv"])
            #expect(quotes.status == 400)
            #expect(quotes["code"] == "MALFORMED_CSV")
        }
    }

    @Test func `an assortment is put as all or as a list`() async throws {
        try await TestService.run { service in
            _ = try await service.send(.post, "/v1/skus", as: "HQ", body: Self.sku())
            let path = "/v1/organizations/R-11/assortment"
            #expect(try await service.send(.get, path, as: "R-11").text == #"{"organization":"R-11","mode":"all"}"#)
            let put = try await service.send(.put, path, as: "R-11", body: #"{"skus":["A"]}"#)
            #expect(put.text == #"{"organization":"R-11","mode":"listed","skus":["A"]}"#)
            #expect(try await service.send(.put, path, as: "HQ", body: put.text.replacing(#""organization":"R-11","#, with: "")).text == put.text)
            #expect(try await service.send(.get, path, as: "R-31").status == 404)
            #expect(try await service.send(.put, path, as: "R-31", body: #"{"mode":"all"}"#).status == 404)
            for (body, faults) in [
                (#"{}"#, ["/mode MISSING"]), (#"{"mode":"all","skus":[]}"#, ["/skus MODE_MISMATCH"]), (#"{"mode":"listed"}"#, ["/skus MISSING"]),
                (#"{"skus":["A","X"]}"#, ["/skus/1 UNKNOWN_SKU"]), (#"{"skus":["A B"]}"#, ["/skus/0 INVALID_CODE"]),
            ] {
                #expect(try await service.send(.put, path, as: "HQ", body: body).faults == faults, "\(body)")
            }
        }
    }

    /// The `number`th GTIN of GS1's demonstration prefix.
    static func gtin(_ number: Int) -> String {
        let digits = "952" + String(String(1_000_000_000 + number).dropFirst())
        let sum = digits.utf8.enumerated().reduce(0) { $0 + Int($1.element - 48) * ($1.offset % 2 == 0 ? 1 : 3) }
        return digits + String((10 - sum % 10) % 10)
    }
}
