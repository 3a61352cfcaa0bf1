/// Writes the elements of one JSON array, in the order of the calls.
package struct JSONArrayWriter: Sendable {
    var json: JSONWriter
    private var isEmpty = true

    init(moving json: inout JSONWriter) {
        self.json = JSONWriter(continuing: json.take())
    }

    mutating func move(to other: inout JSONWriter) {
        other.putBack(&json)
    }

    package mutating func value(_ value: String) {
        separate()
        json.value(value)
    }

    package mutating func value(_ value: Int64) {
        separate()
        json.value(value)
    }

    /// An element that is JSON already.
    package mutating func value(json value: some Sequence<UInt8>) {
        separate()
        json.value(json: value)
    }

    /// An element of any kind.
    package mutating func element(_ body: (inout JSONWriter) throws -> Void) rethrows {
        separate()
        try body(&json)
    }

    package mutating func object(_ body: (inout JSONObjectWriter) throws -> Void) rethrows {
        separate()
        try json.object(body)
    }

    private mutating func separate() {
        if isEmpty {
            isEmpty = false
        } else {
            json.append(UInt8(ascii: ","))
        }
    }
}
