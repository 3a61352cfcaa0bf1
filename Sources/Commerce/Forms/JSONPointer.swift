/// A place in a JSON document (RFC 6901), such as `/component/tiers/0/minFen`.
package struct JSONPointer: Hashable, Sendable, CustomStringConvertible {
    /// Names of fields, and indexes of elements, outermost first.
    package let tokens: [String]

    init(tokens: [String]) {
        self.tokens = tokens
    }

    /// - Returns: nil when `text` is no pointer: anything but nothing that doesn't begin with a slash, or a `~` that escapes nothing.
    package init?(_ text: String) {
        guard !text.isEmpty else {
            tokens = []
            return
        }
        var parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.removeFirst().isEmpty else { return nil }
        var tokens: [String] = []
        for part in parts {
            guard let token = Self.unescaped(part) else { return nil }
            tokens.append(token)
        }
        self.tokens = tokens
    }

    package var description: String {
        tokens.reduce(JSONPath.root) { .field($0, $1) }.pointer
    }

    func appending(_ token: String) -> JSONPointer { JSONPointer(tokens: tokens + [token]) }

    func appending(_ index: Int) -> JSONPointer { appending(String(index)) }

    /// Whether this is `other` or a place within it.
    package func isWithin(_ other: JSONPointer) -> Bool { tokens.starts(with: other.tokens) }

    private static func unescaped(_ part: Substring) -> String? {
        var text = ""
        var scalars = part.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            guard scalar == "~" else {
                text.unicodeScalars.append(scalar)
                continue
            }
            switch scalars.next() {
            case "0": text += "~"
            case "1": text += "/"
            default: return nil
            }
        }
        return text
    }
}

extension JSONValue {
    /// What stands at the place; nil where nothing does.
    package subscript(pointer: JSONPointer) -> JSONValue? {
        pointer.tokens.reduce(self) { value, token in
            switch value {
            case .object(let object): object[token]
            case .array(let values): Self.index(token, in: values).map { values[$0] }
            default: nil
            }
        }
    }

    /// Puts a value at a place, with the objects that lead to it. Elements are replaced, never added.
    /// - Returns: false, with nothing changed, when there is no such place: it would lie in a value without parts, or in an element that isn't there.
    @discardableResult
    package mutating func put(_ value: JSONValue, at pointer: JSONPointer) -> Bool {
        put(value, at: pointer.tokens[...])
    }

    private mutating func put(_ value: JSONValue, at tokens: ArraySlice<String>) -> Bool {
        guard let token = tokens.first else {
            self = value
            return true
        }
        switch self {
        case .object(var object):
            var inner = object[token] ?? .object(JSONObject())
            guard inner.put(value, at: tokens.dropFirst()) else { return false }
            object.put(inner, named: token)
            self = .object(object)
        case .array(var values):
            guard let index = Self.index(token, in: values), values[index].put(value, at: tokens.dropFirst()) else { return false }
            self = .array(values)
        default: return false
        }
        return true
    }

    private static func index(_ token: String, in values: [JSONValue]) -> Int? {
        guard let index = Int(token), values.indices.contains(index), String(index) == token else { return nil }
        return index
    }
}

extension JSONObject {
    /// Gives the field this value, at its place or, when it is new, at the end.
    package mutating func put(_ value: JSONValue, named name: String) {
        if let index = fields.firstIndex(where: { $0.name == name }) {
            fields[index] = Field(name: name, value: value)
        } else {
            fields.append(Field(name: name, value: value))
        }
    }
}
