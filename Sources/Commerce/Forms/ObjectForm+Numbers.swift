extension ObjectForm {
    /// A whole number within the range.
    package mutating func int<Number: FixedWidthInteger & SignedInteger>(_ name: String, _ range: ClosedRange<Number>) -> Number {
        required(name).flatMap { int(name, $0, range) } ?? range.lowerBound
    }

    package mutating func optionalInt<Number: FixedWidthInteger & SignedInteger>(_ name: String, _ range: ClosedRange<Number>) -> Number? {
        value(name).flatMap { int(name, $0, range) }
    }

    /// A whole number that may as well be null, which says the same as leaving it out.
    package mutating func nullableInt<Number: FixedWidthInteger & SignedInteger>(_ name: String, _ range: ClosedRange<Number>) -> Number? {
        guard let value = value(name), value != .null else { return nil }
        return int(name, value, range)
    }

    package mutating func bool(_ name: String) -> Bool {
        required(name).flatMap { bool(name, $0) } ?? false
    }

    package mutating func optionalBool(_ name: String) -> Bool? {
        value(name).flatMap { bool(name, $0) }
    }

    package mutating func bool(_ name: String, default standard: Bool) -> Bool {
        optionalBool(name) ?? standard
    }

    func int<Number: FixedWidthInteger & SignedInteger>(_ name: String, _ value: JSONValue, _ range: ClosedRange<Number>) -> Number? {
        switch value {
        case .integer(let wide):
            if let number = Number(exactly: wide), range.contains(number) { return number }
            outOfRange(name, range)
        case .number(let text) where text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }:
            outOfRange(name, range)
        default:
            wrongType(name, "a whole number")
        }
        return nil
    }

    private func outOfRange<Number>(_ name: String, _ range: ClosedRange<Number>) {
        refuse(name, "OUT_OF_RANGE", "\(name) must be from \(range.lowerBound) to \(range.upperBound).")
    }

    private func bool(_ name: String, _ value: JSONValue) -> Bool? {
        guard case .bool(let flag) = value else {
            wrongType(name, "true or false")
            return nil
        }
        return flag
    }
}
