/// Writes JSON (RFC 8259) straight into bytes: fields in the order they are written, no tree in between.
///
/// The writer doesn't check that exactly one value is written; `JSONWriter.object` is the usual way to a whole document.
/// Field names are literals and written as they stand; every other string is escaped.
package struct JSONWriter: Sendable {
    package private(set) var bytes: [UInt8]

    package init(capacity: Int = 1024) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// Goes on at the end of bytes that are already written.
    init(continuing bytes: consuming [UInt8]) {
        self.bytes = bytes
    }

    /// - Returns: the bytes of one object.
    package static func object(_ body: (inout JSONObjectWriter) throws -> Void) rethrows -> [UInt8] {
        var json = JSONWriter()
        try json.object(body)
        return json.bytes
    }

    package mutating func null() {
        append("null")
    }

    package mutating func value(_ value: Bool) {
        append(value ? "true" : "false")
    }

    package mutating func value(_ value: Int) {
        self.value(Int64(value))
    }

    package mutating func value(_ value: Int32) {
        self.value(Int64(value))
    }

    package mutating func value(_ value: Int64) {
        appendDecimal(value)
    }

    package mutating func value(_ value: String) {
        appendQuoted(value)
    }

    /// A value that is JSON already, such as one kept in the database.
    package mutating func value(json value: some Sequence<UInt8>) {
        bytes.append(contentsOf: value)
    }

    package mutating func object(_ body: (inout JSONObjectWriter) throws -> Void) rethrows {
        bytes.append(UInt8(ascii: "{"))
        var object = JSONObjectWriter(moving: &self)
        defer { object.move(to: &self) }
        try body(&object)
        object.json.bytes.append(UInt8(ascii: "}"))
    }

    package mutating func array(_ body: (inout JSONArrayWriter) throws -> Void) rethrows {
        bytes.append(UInt8(ascii: "["))
        var array = JSONArrayWriter(moving: &self)
        defer { array.move(to: &self) }
        try body(&array)
        array.json.bytes.append(UInt8(ascii: "]"))
    }

    /// One object for each item, in their order.
    package mutating func array<Items: Sequence>(_ items: Items, _ body: (inout JSONObjectWriter, Items.Element) throws -> Void) rethrows {
        try array { array in
            for item in items {
                try array.object { try body(&$0, item) }
            }
        }
    }

    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ byte: UInt8) {
        bytes.append(byte)
    }

    mutating func appendBytes(_ more: UnsafeRawBufferPointer) {
        bytes.append(contentsOf: more)
    }

    /// Gives the bytes away without a copy, so that a nested writer can go on with them.
    mutating func take() -> [UInt8] {
        var taken: [UInt8] = []
        swap(&taken, &bytes)
        return taken
    }

    mutating func putBack(_ other: inout JSONWriter) {
        swap(&bytes, &other.bytes)
    }
}
