package import Commerce
package import Operations

/// Reads the parameters of a query, all optional, and collects what is wrong with them; the pointer of a fault is the parameter's name.
/// A parameter that is never asked for is `UNKNOWN_FIELD`, one that comes twice `DUPLICATE_KEY`, as in a body. One without a value
/// (`?status=&distributor=`) says nothing, unless it is a number.
package struct QueryForm {
    private let pairs: [FormEncoding.Pair]
    private var known: Set<String> = []
    private let list = FaultList()

    package init(_ query: String) {
        pairs = FormEncoding.pairs(query)
        var seen: Set<String> = []
        for pair in pairs {
            if !seen.insert(pair.name).inserted { refuse(pair.name, "DUPLICATE_KEY", "\(pair.name) comes more than once.") }
            if pair.value == nil { refuse(pair.name, "INVALID_TEXT", "\(pair.name) is not percent-encoded UTF-8.") }
        }
    }

    package func refuse(_ name: String, _ code: String, _ detail: String) {
        list.add(Fault(JSONPath.field(.root, name).pointer, code, detail))
    }

    /// - Throws: one `Reason` of kind `.invalid` with every fault, when there is any.
    package mutating func finish() throws {
        for pair in pairs where !known.contains(pair.name) {
            refuse(pair.name, "UNKNOWN_FIELD", "There is no parameter of this name here.")
        }
        try list.finish()
    }

    package mutating func text(_ name: String, max: Int) -> String? {
        guard let text = value(name) else { return nil }
        if let fault = TextRule.fault(of: text, length: 0...max) {
            refuse(name, fault.code, "\(name) \(fault.detail)")
            return nil
        }
        return text
    }

    package mutating func code(_ name: String) -> Code? {
        guard let text = value(name) else { return nil }
        let code = Code(text)
        if code == nil { refuse(name, "INVALID_CODE", "\(name) must be 1 to 64 of letters, digits, '-', '_' and '.'.") }
        return code
    }

    package mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(_ name: String, of type: Choice.Type = Choice.self) -> Choice? {
        guard let text = value(name) else { return nil }
        let choice = type.allCases.first { $0.rawValue == text }
        if choice == nil {
            refuse(name, "UNKNOWN_VALUE", "\(name) must be one of \(type.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        return choice
    }

    package mutating func instant(_ name: String) -> Instant? {
        guard let text = value(name) else { return nil }
        let instant = Instant(rfc3339: text)
        if instant == nil { refuse(name, "INVALID_TIME", "\(name) must be a time as in RFC 3339, such as 2026-11-22T04:05:06Z.") }
        return instant
    }

    package mutating func calendarDay(_ name: String) -> CalendarDay? {
        guard let text = value(name) else { return nil }
        let day = CalendarDay(text)
        if day == nil { refuse(name, "INVALID_DATE", "\(name) must be a day such as 2026-11-22.") }
        return day
    }

    package mutating func int<Number: FixedWidthInteger & SignedInteger>(_ name: String, _ range: ClosedRange<Number>) -> Number? {
        guard let text = written(name) else { return nil }
        let digits = text.utf8.drop { $0 == UInt8(ascii: "-") }
        guard !digits.isEmpty, text.utf8.count - digits.count <= 1, digits.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) else {
            refuse(name, "WRONG_TYPE", "\(name) must be a whole number.")
            return nil
        }
        guard let number = Number(text), range.contains(number) else {
            refuse(name, "OUT_OF_RANGE", "\(name) must be from \(range.lowerBound) to \(range.upperBound).")
            return nil
        }
        return number
    }

    package mutating func bool(_ name: String) -> Bool? {
        guard let text = value(name) else { return nil }
        if text != "true" && text != "false" { refuse(name, "WRONG_TYPE", "\(name) must be true or false.") }
        return text == "true"
    }

    /// `limit` (1 to 200, 50 when not said) and `cursor`.
    package mutating func page() -> PageRequest {
        let limit = int("limit", PageRequest.limits) ?? PageRequest.standardLimit
        guard let text = value("cursor") else { return PageRequest(limit: limit) }
        let after = Cursor.decoded(text)
        if after == nil { refuse("cursor", "INVALID_CURSOR", "cursor is not one that a page of this list gave.") }
        return PageRequest(limit: limit, after: after)
    }

    private mutating func value(_ name: String) -> String? {
        written(name).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// What stands there, be it empty.
    private mutating func written(_ name: String) -> String? {
        known.insert(name)
        return pairs.first { $0.name == name }?.value
    }
}
