/// Writes the fields of one JSON object, in the order of the calls. Names are literals that need no escaping.
///
/// `field` writes an optional that is nil as `null`; `fieldIfPresent` leaves it out.
package struct JSONObjectWriter: Sendable {
    var json: JSONWriter
    private var isEmpty = true

    init(moving json: inout JSONWriter) {
        self.json = JSONWriter(continuing: json.take())
    }

    mutating func move(to other: inout JSONWriter) {
        other.putBack(&json)
    }

    /// Any value that the typed fields don't cover.
    package mutating func field(_ name: StaticString, _ body: (inout JSONWriter) throws -> Void) rethrows {
        key(name)
        try body(&json)
    }

    package mutating func field(_ name: StaticString, _ value: Bool) {
        key(name)
        json.value(value)
    }

    package mutating func field(_ name: StaticString, _ value: Int) {
        key(name)
        json.value(value)
    }

    package mutating func field(_ name: StaticString, _ value: Int32) {
        key(name)
        json.value(value)
    }

    package mutating func field(_ name: StaticString, _ value: Int64) {
        key(name)
        json.value(value)
    }

    package mutating func field(_ name: StaticString, _ value: String) {
        key(name)
        json.value(value)
    }

    package mutating func null(_ name: StaticString) {
        key(name)
        json.null()
    }

    package mutating func object(_ name: StaticString, _ body: (inout JSONObjectWriter) throws -> Void) rethrows {
        key(name)
        try json.object(body)
    }

    package mutating func array(_ name: StaticString, _ body: (inout JSONArrayWriter) throws -> Void) rethrows {
        key(name)
        try json.array(body)
    }

    /// One object for each item, in their order.
    package mutating func array<Items: Sequence>(_ name: StaticString, _ items: Items, _ body: (inout JSONObjectWriter, Items.Element) throws -> Void) rethrows {
        key(name)
        try json.array(items, body)
    }

    package mutating func array(_ name: StaticString, _ values: some Sequence<String>) {
        key(name)
        json.array { array in
            for value in values { array.value(value) }
        }
    }

    /// A field whose name is only known when running, such as a figure of a refusal.
    package mutating func field(named name: String, _ value: Int64) {
        field(named: name) { $0.value(value) }
    }

    package mutating func field(named name: String, _ body: (inout JSONWriter) throws -> Void) rethrows {
        separate()
        json.value(name)
        json.append(UInt8(ascii: ":"))
        try body(&json)
    }

    private mutating func key(_ name: StaticString) {
        separate()
        json.append(UInt8(ascii: "\""))
        json.append(name)
        json.append("\":")
    }

    private mutating func separate() {
        if isEmpty {
            isEmpty = false
        } else {
            json.append(UInt8(ascii: ","))
        }
    }
}
