extension ObjectForm {
    /// Text of that many code points, without control characters.
    package mutating func text(_ name: String, _ length: ClosedRange<Int>) -> String {
        required(name).flatMap { text(name, $0, length) } ?? ""
    }

    package mutating func optionalText(_ name: String, _ length: ClosedRange<Int>) -> String? {
        value(name).flatMap { text(name, $0, length) }
    }

    /// A code (1 to 64 of letters, digits, `-`, `_`, `.`).
    package mutating func code(_ name: String) -> Code {
        required(name).flatMap { code(name, $0) } ?? Self.standInCode
    }

    package mutating func optionalCode(_ name: String) -> Code? {
        value(name).flatMap { code(name, $0) }
    }

    /// One of the raw values of `Choice`.
    package mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(_ name: String, of type: Choice.Type = Choice.self) -> Choice {
        required(name).flatMap { choice(name, $0, Array(type.allCases)) } ?? type.allCases.first.unsafelyUnwrapped
    }

    package mutating func optionalChoice<Choice: RawRepresentable<String> & CaseIterable>(_ name: String, of type: Choice.Type = Choice.self) -> Choice? {
        value(name).flatMap { choice(name, $0, Array(type.allCases)) }
    }

    /// One of the given values only; `choices` isn't empty.
    package mutating func choice<Choice: RawRepresentable<String>>(_ name: String, from choices: [Choice]) -> Choice {
        required(name).flatMap { choice(name, $0, choices) } ?? choices[0]
    }

    /// As `choice`; nil where there is no good one, for rules that hang on which it is.
    package mutating func choiceIfGood<Choice: RawRepresentable<String>>(_ name: String, from choices: [Choice]) -> Choice? {
        required(name).flatMap { choice(name, $0, choices) }
    }

    /// A moment, RFC 3339.
    package mutating func instant(_ name: String) -> Instant {
        required(name).flatMap { instant(name, $0) } ?? Instant(millisecondsSince1970: 0)
    }

    package mutating func optionalInstant(_ name: String) -> Instant? {
        value(name).flatMap { instant(name, $0) }
    }

    /// An id in its outer form, such as `ord_1k5f`.
    package mutating func id<Entity>(_ name: String, of type: Entity.Type = Entity.self) -> ID<Entity> {
        let stand = ID<Entity>(0)
        guard let value = required(name) else { return stand }
        guard let text = string(name, value) else { return stand }
        guard let id = ID<Entity>(external: text) else {
            refuse(name, "UNKNOWN_ID", "\(name) is no id of this kind.")
            return stand
        }
        return id
    }

    static var standInCode: Code { Code(stored: "-") }

    private func string(_ name: String, _ value: JSONValue) -> String? {
        switch value {
        case .string(let text): return text
        case .brokenString: refuse(name, "INVALID_TEXT", "\(name) must have no half of a surrogate pair.")
        default: wrongType(name, "text")
        }
        return nil
    }

    func text(_ name: String, _ value: JSONValue, _ length: ClosedRange<Int>) -> String? {
        guard let text = string(name, value) else { return nil }
        if let fault = TextRule.fault(of: text, length: length) {
            refuse(name, fault.code, "\(name) \(fault.detail)")
            return nil
        }
        return text
    }

    func code(_ name: String, _ value: JSONValue) -> Code? {
        guard let text = string(name, value) else { return nil }
        guard let code = Code(text) else {
            refuse(name, "INVALID_CODE", "\(name) must be 1 to 64 of letters, digits, '-', '_' and '.'.")
            return nil
        }
        return code
    }

    private func choice<Choice: RawRepresentable<String>>(_ name: String, _ value: JSONValue, _ choices: [Choice]) -> Choice? {
        guard let text = string(name, value) else { return nil }
        guard let choice = choices.first(where: { $0.rawValue == text }) else {
            refuse(name, "UNKNOWN_VALUE", "\(name) must be one of \(choices.map(\.rawValue).joined(separator: ", ")).")
            return nil
        }
        return choice
    }

    private func instant(_ name: String, _ value: JSONValue) -> Instant? {
        guard let text = string(name, value) else { return nil }
        guard let instant = Instant(rfc3339: text) else {
            refuse(name, "INVALID_TIME", "\(name) must be a time as in RFC 3339, such as 2026-11-22T04:05:06Z.")
            return nil
        }
        return instant
    }
}
