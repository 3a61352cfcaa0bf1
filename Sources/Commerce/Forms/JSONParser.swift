/// A strict parser of JSON over bytes (RFC 8259): no comments, no trailing commas, no byte order mark, valid UTF-8 only, at most
/// `maximumDepth` containers inside each other.
///
/// Written here because an order's body is parsed on the hot path, and because faults must be told at their place: repeated names are
/// kept for a 422 at their pointer, and a number that doesn't fit is a value, not an error.
package struct JSONParser {
    package static let maximumDepth = 64

    let bytes: UnsafeRawBufferPointer
    var position = 0
    private var depth = 0
    /// Whether the string read last named half a surrogate pair.
    var metLoneSurrogate = false

    private init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// The one value that `bytes` hold, apart from white space around it.
    package static func parse(_ bytes: UnsafeRawBufferPointer) throws(JSONSyntaxError) -> JSONValue {
        if let offset = firstInvalidUTF8(in: bytes) {
            throw JSONSyntaxError(offset: offset, expectation: "invalid UTF-8")
        }
        var parser = JSONParser(bytes)
        let value = try parser.value()
        parser.skipSpace()
        guard parser.position == bytes.count else { throw parser.expected("the end of the document") }
        return value
    }

    package static func parse(_ bytes: [UInt8]) throws(JSONSyntaxError) -> JSONValue {
        let result: Result<JSONValue, JSONSyntaxError> = bytes.withUnsafeBytes { buffer in
            do throws(JSONSyntaxError) { return .success(try parse(buffer)) } catch { return .failure(error) }
        }
        return try result.get()
    }

    func expected(_ what: String, at offset: Int? = nil) -> JSONSyntaxError {
        JSONSyntaxError(offset: offset ?? position, expectation: "expected \(what)")
    }

    /// The byte at the position, or 0, which is never part of JSON, at the end.
    var current: UInt8 {
        position < bytes.count ? bytes[position] : 0
    }

    mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    private mutating func value() throws(JSONSyntaxError) -> JSONValue {
        skipSpace()
        switch current {
        case UInt8(ascii: "{"): return .object(try nested { (parser) throws(JSONSyntaxError) in try parser.object() })
        case UInt8(ascii: "["): return .array(try nested { (parser) throws(JSONSyntaxError) in try parser.array() })
        case UInt8(ascii: "\""): return try stringValue()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: throw expected("a value")
        }
    }

    private mutating func nested<T>(_ body: (inout JSONParser) throws(JSONSyntaxError) -> T) throws(JSONSyntaxError) -> T {
        guard depth < Self.maximumDepth else {
            throw JSONSyntaxError(offset: position, expectation: "more than \(Self.maximumDepth) containers inside each other")
        }
        depth += 1
        defer { depth -= 1 }
        position += 1
        return try body(&self)
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONSyntaxError) -> JSONValue {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count,
            bytes[position..<end].elementsEqual(UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
        else { throw expected("a value") }
        position = end
        return value
    }

    private mutating func array() throws(JSONSyntaxError) -> [JSONValue] {
        var values: [JSONValue] = []
        skipSpace()
        if current == UInt8(ascii: "]") {
            position += 1
            return values
        }
        while true {
            values.append(try value())
            skipSpace()
            switch current {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "]"):
                position += 1
                return values
            default: throw expected("',' or ']'")
            }
        }
    }

    private mutating func object() throws(JSONSyntaxError) -> JSONObject {
        var object = JSONObject()
        var names: Set<String> = []
        skipSpace()
        if current == UInt8(ascii: "}") {
            position += 1
            return object
        }
        object.fields.reserveCapacity(4)
        while true {
            skipSpace()
            guard current == UInt8(ascii: "\"") else { throw expected("a field name") }
            let name = try string()
            skipSpace()
            guard current == UInt8(ascii: ":") else { throw expected("':'") }
            position += 1
            let value = try value()
            if Self.isRepeated(name, in: object, names: &names) {
                object.repeatedNames.append(name)
            } else {
                object.fields.append(.init(name: name, value: value))
            }
            skipSpace()
            switch current {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "}"):
                position += 1
                return object
            default: throw expected("',' or '}'")
            }
        }
    }

    /// Few names are compared one by one; many are kept in a set, so that an object made of names alone costs no square of them.
    private static func isRepeated(_ name: String, in object: JSONObject, names: inout Set<String>) -> Bool {
        if object.fields.count < 16 { return object.fields.contains { $0.name == name } }
        if names.isEmpty { names = Set(object.fields.map(\.name)) }
        return !names.insert(name).inserted
    }
}
