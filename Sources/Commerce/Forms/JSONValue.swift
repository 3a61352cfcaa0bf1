/// A parsed JSON document (RFC 8259). Objects keep the order of their fields, and numbers that aren't whole keep their digits,
/// so that nothing ever passes through floating point.
package enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// A number that is no Int64, as it was written: too large, or with a fraction or an exponent.
    case number(String)
    case string(String)
    /// A string that names half a surrogate pair (`"\ud800"`): JSON by its grammar (RFC 8259 §8.2), and no Unicode text.
    case brokenString
    case array([JSONValue])
    case object(JSONObject)
}

/// The fields of an object, first come first. Objects of a request have few, so finding one is a walk.
package struct JSONObject: Equatable, Sendable {
    package struct Field: Equatable, Sendable {
        package let name: String
        package let value: JSONValue
    }

    package var fields: [Field] = []
    /// Names that came more than once; the first value stands in `fields`.
    package var repeatedNames: [String] = []

    package init(fields: [Field] = [], repeatedNames: [String] = []) {
        self.fields = fields
        self.repeatedNames = repeatedNames
    }

    package subscript(name: String) -> JSONValue? {
        fields.first { $0.name == name }?.value
    }
}

/// Why bytes are no JSON, and at which of them it shows.
package struct JSONSyntaxError: Error, Equatable, Sendable {
    package let offset: Int
    package let expectation: String
}

extension JSONSyntaxError {
    /// 400 `MALFORMED_JSON`.
    package var reason: Reason {
        Reason(.unreadable, "MALFORMED_JSON", "The body is not JSON: \(expectation) at byte \(offset).", figures: [Figure("offset", Int64(offset))])
    }
}
