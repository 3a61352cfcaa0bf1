@testable import Commerce
import Testing

struct JSONParserTests {
    private func parse(_ text: String) throws(JSONSyntaxError) -> JSONValue {
        try JSONParser.parse(Array(text.utf8))
    }

    @Test(arguments: [
        ("null", JSONValue.null), (" true ", .bool(true)), ("false", .bool(false)),
        ("0", .integer(0)), ("-0", .integer(0)), ("12", .integer(12)),
        ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
        ("9223372036854775808", .number("9223372036854775808")), ("-9223372036854775809", .number("-9223372036854775809")),
        ("99999999999999999999", .number("99999999999999999999")),
        ("1.5", .number("1.5")), ("1.0", .number("1.0")), ("1e3", .number("1e3")), ("-2.5E-7", .number("-2.5E-7")),
        (#""""#, .string("")), (#""a\"\\\/\b\f\n\r\t""#, .string("a\"\\/\u{08}\u{0C}\n\r\t")),
        (#""\u4e2d\uD83C\uDF76""#, .string("中🍶")), (#""\u0000""#, .string("\0")), ("\"酱香\"", .string("酱香")),
        ("[]", .array([])), ("[1, [2]]", .array([.integer(1), .array([.integer(2)])])), ("{}", .object(JSONObject())),
    ])
    func `what RFC 8259 allows is read exactly`(_ text: String, _ value: JSONValue) throws {
        #expect(try parse(text) == value)
    }

    @Test(arguments: [
        ("", 0), ("  ", 2), ("nul", 0), ("nulll", 4), ("01", 0), ("-", 1), ("+1", 0), (".5", 0), ("1.", 2), ("1e", 2), ("1e+", 3), ("0x1", 1),
        ("\"a", 2), ("\"a\nb\"", 2), (#""\x""#, 2), (#""\u12g4""#, 5), (#""\ud800\u00""#, 9), (#""\ud8""#, 5),
        ("[1,]", 3), ("[1 2]", 3), ("[", 1), ("{\"a\"}", 4), ("{\"a\":}", 5), ("{\"a\":1,}", 7), ("{a:1}", 1), ("{'a':1}", 1),
        ("1 1", 2), ("// x", 0), ("NaN", 0), ("\u{FEFF}1", 0),
    ])
    func `anything else is refused, at a byte`(_ text: String, _ offset: Int) {
        #expect(throws: JSONSyntaxError.self) { try parse(text) }
        do { _ = try parse(text) } catch { #expect(error.offset == offset || text.contains(#"\u"#), "\(error)") }
    }

    @Test(arguments: [
        [0xFF], [0xC0, 0xAF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xE4, 0xB8], [0x80],
    ] as [[UInt8]])
    func `bytes that are no UTF-8 are refused where they begin`(_ bad: [UInt8]) {
        let bytes = Array("\"0123456789".utf8) + bad + [UInt8(ascii: "\"")]
        #expect(throws: JSONSyntaxError(offset: 11, expectation: "invalid UTF-8")) { try JSONParser.parse(bytes) }
    }

    @Test(arguments: [#""\ud800""#, #""\ud800\u0041""#, #""\udc00""#, #""\udc00\ud800x""#, #""a\ud83c""#, #""\uD83C\n""#])
    func `half a surrogate pair is JSON, and no text`(_ text: String) throws {
        #expect(try parse(text) == .brokenString)
        #expect(try parse("[\(text),\"b\",1]") == .array([.brokenString, .string("b"), .integer(1)]))
        #expect(try parse(#"{"a":\#(text)}"#) == .object(JSONObject(fields: [.init(name: "a", value: .brokenString)])))
    }

    @Test func `repeated names are kept for their pointer, the first value counts`() throws {
        guard case .object(let object) = try parse(#"{"a":1,"b":2,"a":3,"\u0061":4}"#) else { return #expect(Bool(false)) }
        #expect(object["a"] == .integer(1))
        #expect(object.repeatedNames == ["a", "a"])
        #expect(object.fields.count == 2)
    }

    @Test func `a repeated name is found among very many`() throws {
        let fields = (0..<5000).map { "\"k\($0)\":\($0)" } + ["\"k4321\":0"]
        guard case .object(let object) = try parse("{" + fields.joined(separator: ",") + "}") else { return #expect(Bool(false)) }
        #expect(object.repeatedNames == ["k4321"])
        #expect(object.fields.count == 5000)
    }

    @Test func `64 containers inside each other are read, 65 refused`() throws {
        func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        _ = try parse(nested(64))
        #expect(throws: JSONSyntaxError.self) { try parse(nested(65)) }
        #expect(throws: JSONSyntaxError.self) { try parse(String(repeating: "[", count: 100_000)) }
    }

    @Test func `what the writer writes is read again`() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SplitMix(state: seed)
        for _ in 0..<300 {
            let value = RandomJSON.value(depth: 4, using: &random)
            var json = JSONWriter()
            RandomJSON.write(value, to: &json)
            #expect(try JSONParser.parse(json.bytes) == value, "seed \(seed)")
        }
    }

    @Test func `no bytes whatever make the parser trap`() {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SplitMix(state: seed)
        let pieces = [#"{"a":"#, "[", "]", "}", ",", ":", "\"", "\\u", "d83c", "1e", "-", "9999999999", ".", "tru", "null", " ", "\u{FFFD}", "中"]
        for _ in 0..<3000 {
            var bytes = (0..<Int.random(in: 0...12, using: &random)).flatMap { _ in Array(pieces.randomElement(using: &random)!.utf8) }
            if !bytes.isEmpty, Bool.random(using: &random) { bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: 0...255, using: &random) }
            do throws(JSONSyntaxError) { _ = try JSONParser.parse(bytes) } catch { #expect((0...bytes.count).contains(error.offset), "seed \(seed)") }
        }
    }
}

/// Random documents, without repeated names.
enum RandomJSON {
    static func value(depth: Int, using random: inout SplitMix) -> JSONValue {
        switch Int.random(in: 0...(depth > 0 ? 6 : 4), using: &random) {
        case 0: .null
        case 1: .bool(.random(using: &random))
        case 2: .integer(.random(in: .min ... .max, using: &random))
        case 3, 4: .string(text(using: &random))
        case 5: .array((0..<Int.random(in: 0...3, using: &random)).map { _ in value(depth: depth - 1, using: &random) })
        default:
            .object(
                JSONObject(fields: (0..<Int.random(in: 0...20, using: &random)).map { .init(name: "\($0)" + text(using: &random), value: value(depth: depth - 1, using: &random)) }))
        }
    }

    private static func text(using random: inout SplitMix) -> String {
        let scalars = ["a", "\"", "\\", "\n", "\0", "é", "酱", "🍶", "\u{7F}", "/"]
        return (0..<Int.random(in: 0...6, using: &random)).map { _ in scalars.randomElement(using: &random)! }.joined()
    }

    static func write(_ value: JSONValue, to json: inout JSONWriter) {
        switch value {
        case .null: json.null()
        case .bool(let flag): json.value(flag)
        case .integer(let number): json.value(number)
        case .number(let text): json.value(json: text.utf8)
        case .string(let text): json.value(text)
        case .brokenString: json.value(json: #""\ud800""#.utf8)
        case .array(let values): json.array { array in for value in values { array.element { write(value, to: &$0) } } }
        case .object(let object): json.object { json in for field in object.fields { json.field(named: field.name) { write(field.value, to: &$0) } } }
        }
    }
}

/// A generator with a seed, so that a failure can be repeated (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators").
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
