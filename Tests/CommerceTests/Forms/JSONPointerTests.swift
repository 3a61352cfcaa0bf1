@testable import Commerce
import Testing

struct JSONPointerTests {
    private func parse(_ text: String) throws -> JSONValue { try JSONParser.parse(Array(text.utf8)) }

    @Test(arguments: [
        ("", []), ("/a", ["a"]), ("/a/0", ["a", "0"]), ("/", [""]), ("/a~1b/~0", ["a/b", "~"]), ("/~01", ["~1"]), ("/中", ["中"]),
    ] as [(String, [String])])
    func `a pointer has its tokens and is written as it was read`(text: String, tokens: [String]) throws {
        let pointer = try #require(JSONPointer(text))
        #expect(pointer.tokens == tokens)
        #expect(pointer.description == text)
    }

    @Test(arguments: ["a", "a/b", "/~", "/~2", "/a~"])
    func `anything else is none`(text: String) {
        #expect(JSONPointer(text) == nil)
    }

    @Test func `a place is within itself and what is around it`() throws {
        let tiers = try #require(JSONPointer("/component/tiers"))
        #expect(try #require(JSONPointer("/component/tiers/0/minFen")).isWithin(tiers))
        #expect(tiers.isWithin(tiers))
        #expect(try !#require(JSONPointer("/component")).isWithin(tiers))
        #expect(try !#require(JSONPointer("/component/tiersAbove")).isWithin(tiers))
    }

    @Test func `values are found and put at places`() throws {
        var value = try parse(#"{"a":{"b":[1,{"c":2}]}}"#)
        #expect(try value[#require(JSONPointer("/a/b/1/c"))] == .integer(2))
        for text in ["/a/b/2", "/a/b/01", "/a/b/-1", "/a/b/x", "/a/b/0/c", "/b"] { #expect(try value[#require(JSONPointer(text))] == nil, "\(text)") }
        let puts: [(String, Bool)] = [("/a/b/1/c", true), ("/d/e", true), ("/a/b/2", false), ("/a/b/0/c", false), ("/a/f", true)]
        for (text, isThere) in puts {
            let pointer = try #require(JSONPointer(text))
            let before = value
            let put = value.put(.integer(9), at: pointer)
            #expect(put == isThere && (put || value == before), "\(text)")
        }
        #expect(value == (try parse(#"{"a":{"b":[1,{"c":9}],"f":9},"d":{"e":9}}"#)))
    }

    @Test func `differences are told as deep as they go, and the order of fields is none`() throws {
        func differences(_ left: String, _ right: String) throws -> [String] {
            JSONValue.differences(try parse(left), try parse(right)).map(\.description)
        }
        #expect(try differences(#"{"a":1,"b":[{"c":1,"d":2}]}"#, #"{"b":[{"d":2,"c":1}],"a":1}"#) == [])
        #expect(try differences(#"{"a":1,"b":[1,2]}"#, #"{"a":"1","b":[1,3],"c":null}"#) == ["/a", "/b/1", "/c"])
        #expect(try differences(#"{"a":[1]}"#, #"{"a":[1,2]}"#) == ["/a"])
        #expect(try differences(#"{"a":{}}"#, #"{}"#) == ["/a"])
        #expect(try JSONValue.sameMeaning(parse("[1]"), parse("[1]")) && !JSONValue.sameMeaning(parse("1"), nil))
    }

    @Test func `a document is written as it was read`() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SplitMix(state: seed)
        for _ in 0..<200 {
            let value = RandomJSON.value(depth: 4, using: &random)
            var json = JSONWriter()
            json.value(value)
            #expect(try JSONParser.parse(json.bytes) == value, "seed \(seed)")
        }
    }
}
