import Commerce
import Testing

struct JSONWriterTests {
    private func text(_ body: (inout JSONObjectWriter) -> Void) -> String {
        String(decoding: JSONWriter.object(body), as: UTF8.self)
    }

    @Test func `fields come out in the order they were written`() {
        let written = text { json in
            json.field("b", Int64(-7))
            json.field("a", "x")
            json.field("flag", true)
            json.null("none")
            json.object("inner") { $0.field("one", 1) }
            json.array("items", [1, 2]) { json, item in json.field("n", item) }
            json.array("codes", ["A", "B"])
        }
        #expect(written == #"{"b":-7,"a":"x","flag":true,"none":null,"inner":{"one":1},"items":[{"n":1},{"n":2}],"codes":["A","B"]}"#)
    }

    @Test func `an optional is null, or left out where that is asked for`() {
        let written = text { json in
            json.field("a", String?.none)
            json.fieldIfPresent("b", Int64?.none)
            json.fieldIfPresent("c", Int64?(3))
        }
        #expect(written == #"{"a":null,"c":3}"#)
    }

    @Test(arguments: [
        (#"say "hi""#, #""say \"hi\"""#),
        (#"back\slash"#, #""back\\slash""#),
        ("line\nreturn\rtab\t", #""line\nreturn\rtab\t""#),
        ("\u{08}\u{0C}", #""\b\f""#),
        ("\u{00}\u{1F}", #""\u0000\u001f""#),
        ("酱香 🍶", #""酱香 🍶""#),
        ("", #""""#),
    ])
    func `strings are escaped where JSON asks for it and nowhere else`(_ plain: String, _ quoted: String) {
        #expect(text { $0.field("s", plain) } == #"{"s":\#(quoted)}"#)
    }

    @Test(arguments: [Int64.min, -10, -1, 0, 1, 9, 10, 99, 100, 1_234_567_890_123, .max])
    func `whole numbers are written exactly`(_ number: Int64) {
        #expect(text { $0.field("n", number) } == #"{"n":\#(number)}"#)
    }

    @Test func `what was written before a nested writer throws is kept`() {
        struct Stop: Error {}
        var json = JSONWriter()
        #expect(throws: Stop.self) {
            try json.object { object in
                object.field("a", 1)
                try object.object("b") { _ in throw Stop() }
            }
        }
        #expect(String(decoding: json.bytes, as: UTF8.self) == #"{"a":1,"b":{"#)
    }

    @Test func `empty containers have no commas`() {
        #expect(text { $0.array("a", [String]()); $0.object("o") { _ in } } == #"{"a":[],"o":{}}"#)
    }
}
