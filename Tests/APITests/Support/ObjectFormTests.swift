@testable import API
@testable import Commerce
import Testing

struct ObjectFormTests {
    private enum Unit: String, CaseIterable { case `case`, bottle }

    private func form(_ text: String) throws -> ObjectForm {
        guard case .object(let object) = try JSONParser.parse(Array(text.utf8)) else { throw JSONSyntaxError(offset: 0, expectation: "object") }
        return ObjectForm(object)
    }

    /// The faults of a body as "pointer CODE".
    private func faults(_ text: String, _ read: (inout ObjectForm) -> Void) throws -> [String] {
        var form = try form(text)
        read(&form)
        do {
            try form.finish()
            return []
        } catch let reason as Reason {
            #expect(reason.kind == .invalid)
            return reason.faults.map { "\($0.pointer) \($0.code)" }
        }
    }

    @Test func `a good body is read as it is`() throws {
        var form = try form(#"{"lines":[{"sku":"A-1","quantity":2,"unit":"case"}],"note":"快","partial":true,"at":"2026-11-22T12:00:00+08:00"}"#)
        let lines = form.objects("lines", 1...1000) { line in
            (line.code("sku").text, line.int("quantity", 1...1_000_000), line.optionalChoice("unit", of: Unit.self))
        }
        let (note, partial, at) = (form.optionalText("note", 0...2000), form.bool("partial", default: false), form.instant("at"))
        try form.finish()
        #expect(note == "快")
        #expect(partial)
        #expect(at.rfc3339 == "2026-11-22T04:00:00.000Z")
        #expect(lines.count == 1)
        #expect(lines[0] == ("A-1", 2, .case))
    }

    @Test func `every fault is named at its pointer, in the order of reading`() throws {
        let body = #"{"lines":[{"sku":"A"},{"sku":7,"quantity":0,"x":1},5],"note":7,"a/b~c":1,"note":8}"#
        let found = try faults(body) { form in
            _ = form.objects("lines", 1...10) { (($0.code("sku")), $0.int("quantity", 1...9)) }
            _ = form.optionalText("note", 0...10)
        }
        #expect(found == [
            "/note DUPLICATE_KEY", "/lines/0/quantity MISSING", "/lines/1/sku WRONG_TYPE", "/lines/1/quantity OUT_OF_RANGE",
            "/lines/1/x UNKNOWN_FIELD", "/lines/2 WRONG_TYPE", "/note WRONG_TYPE", "/a~1b~0c UNKNOWN_FIELD",
        ])
    }

    @Test(arguments: [
        ("1.5", "WRONG_TYPE"), ("1.0", "WRONG_TYPE"), ("1e3", "WRONG_TYPE"), (#""1""#, "WRONG_TYPE"), ("true", "WRONG_TYPE"), ("null", "WRONG_TYPE"),
        ("[1]", "WRONG_TYPE"), ("99999999999999999999", "OUT_OF_RANGE"), ("-99999999999999999999", "OUT_OF_RANGE"), ("0", "OUT_OF_RANGE"),
        ("1000001", "OUT_OF_RANGE"), ("-1", "OUT_OF_RANGE"), ("4294967297", "OUT_OF_RANGE"),
    ])
    func `a quantity that is none is refused, never trapped on`(_ number: String, _ code: String) throws {
        let found = try faults(#"{"n":\#(number)}"#) { _ = $0.int("n", Int32(1)...1_000_000) }
        #expect(found == ["/n \(code)"])
    }

    @Test(arguments: [
        (#""""#, "OUT_OF_RANGE"), (#""\u0000""#, "INVALID_TEXT"), (#""a\nb""#, "INVALID_TEXT"), (#""\u007f""#, "INVALID_TEXT"),
        (#""\u0085""#, "INVALID_TEXT"), (#""123456""#, "OUT_OF_RANGE"), ("{}", "WRONG_TYPE"),
    ])
    func `text has a length and no control characters`(_ value: String, _ code: String) throws {
        let found = try faults(#"{"t":\#(value)}"#) { _ = $0.text("t", 1...5) }
        #expect(found == ["/t \(code)"])
    }

    @Test func `length is counted in code points`() throws {
        let five = try faults(#"{"t":"🍶🍶🍶🍶🍶"}"#) { _ = $0.text("t", 1...5) }
        #expect(five == [])
        let six = try faults(#"{"t":"e\#u{301}e\#u{301}e\#u{301}"}"#) { _ = $0.text("t", 1...5) }
        #expect(six == ["/t OUT_OF_RANGE"])
    }

    @Test func `a code, a choice, a time and an id say what is wrong with them`() throws {
        let body = #"{"code":"a b","unit":"barrel","at":"yesterday","order":"ord_","longCode":"\#(String(repeating: "x", count: 65))"}"#
        let found = try faults(body) { form in
            _ = form.code("code")
            _ = form.choice("unit", of: Unit.self)
            _ = form.instant("at")
            _ = form.id("order", of: OrderEntity.self)
            _ = form.code("longCode")
        }
        #expect(found == ["/code INVALID_CODE", "/unit UNKNOWN_VALUE", "/at INVALID_TIME", "/order UNKNOWN_ID", "/longCode INVALID_CODE"])
    }

    @Test func `too many elements are told under the name the contract has for it, and none is read`() throws {
        var readLines = 0
        let found = try faults(#"{"lines":[{},{},{}],"few":[],"codes":["A","b c",3]}"#) { form in
            _ = form.objects("lines", 1...2, tooMany: "TOO_MANY_LINES") { _ in readLines += 1 }
            _ = form.objects("few", 1...2, tooMany: "TOO_MANY") { _ in }
            _ = form.codes("codes", 1...5)
        }
        #expect(found == ["/lines TOO_MANY_LINES", "/few OUT_OF_RANGE", "/codes/1 INVALID_CODE", "/codes/2 WRONG_TYPE"])
        #expect(readLines == 0)
    }

    @Test func `one kind of fault gives the refusal its code, several are an invalid request`() throws {
        #expect(try code(#"{"x":1,"y":2}"#) { _ in } == "UNKNOWN_FIELD")
        #expect(try code(#"{"x":1}"#) { form in _ = form.text("name", 1...5) } == "INVALID_REQUEST")
    }

    private func code(_ text: String, _ read: (inout ObjectForm) -> Void) throws -> String? {
        var form = try form(text)
        read(&form)
        do { try form.finish() } catch let reason as Reason { return reason.code }
        return nil
    }

    @Test func `a body made of faults is answered with the first thousand`() throws {
        let body = "{" + (0..<3000).map { "\"k\($0)\":1" }.joined(separator: ",") + "}"
        let found = try faults(body) { _ in }
        #expect(found.count == 1000)
    }

    @Test func `fields beyond the sixty-fourth are known when they were read`() throws {
        let body = "{" + (0..<100).map { "\"k\($0)\":\($0)" }.joined(separator: ",") + "}"
        let found = try faults(body) { form in
            for index in 0..<100 where index != 70 { _ = form.int("k\(index)", 0...1000) }
        }
        #expect(found == ["/k70 UNKNOWN_FIELD"])
    }

    @Test(arguments: [
        ("39.9042", "116.4074", 39_904_200, 116_407_400), ("-90", "180", -90_000_000, 180_000_000), ("0.0000005", "-0.0000005", 1, -1),
        ("0.00000049", "-0.0", 0, 0), ("1e1", "1.5E-6", 10_000_000, 2), ("39.90420000000000000001", "116.40739999999999", 39_904_200, 116_407_400),
    ])
    func `degrees are read to the millionth without floating point`(_ latitude: String, _ longitude: String, _ latitudeE6: Int32, _ longitudeE6: Int32) throws {
        var form = try form(#"{"latitude":\#(latitude),"longitude":\#(longitude)}"#)
        let place = form.coordinates()
        try form.finish()
        #expect(place == Coordinates(storedLatitudeE6: latitudeE6, longitudeE6: longitudeE6))
    }

    @Test(arguments: [
        (#"{"latitude":90.000001,"longitude":180.0000005}"#, ["/latitude OUT_OF_RANGE", "/longitude OUT_OF_RANGE"]),
        (#"{"latitude":1e999999999999,"longitude":-1e9}"#, ["/latitude OUT_OF_RANGE", "/longitude OUT_OF_RANGE"]),
        (#"{"latitude":"39"}"#, ["/latitude WRONG_TYPE", "/longitude MISSING"]),
        (#"{}"#, []),
    ])
    func `a place needs both degrees, within the earth's`(_ body: String, _ expected: [String]) throws {
        let found = try faults(body) { _ = $0.optionalCoordinates() }
        #expect(found == expected)
    }

    @Test(arguments: [(39_904_200, "39.9042"), (-1, "-0.000001"), (0, "0"), (180_000_000, "180"), (-116_407_400, "-116.4074"), (1_000_100, "1.0001")])
    func `degrees are written as they were read`(_ millionths: Int32, _ text: String) {
        #expect(Degrees.decimal(millionths) == text)
        #expect(Degrees.millionths(text) == Int64(millionths))
    }
}
