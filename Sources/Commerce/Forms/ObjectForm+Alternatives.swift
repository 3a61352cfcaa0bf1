/// Fields that rules hang on: nil where there is no good one, so that no rule judges a stand-in.
extension ObjectForm {
    package mutating func intIfGood(_ name: String, _ range: ClosedRange<Int64>) -> Int64? {
        required(name) == nil ? nil : optionalInt(name, range)
    }

    package mutating func instantIfGood(_ name: String) -> Instant? {
        required(name) == nil ? nil : optionalInstant(name)
    }

    package mutating func codeIfGood(_ name: String) -> Code? {
        required(name) == nil ? nil : optionalCode(name)
    }

    /// Which of several fields is said, of which exactly one must be: without any the first is `MISSING`, and each one too many is a
    /// `CONTRADICTION`.
    package mutating func oneOf(_ names: String...) -> String? {
        let said = names.filter(has)
        guard let first = said.first else {
            refuse(names[0], "MISSING", "One of \(names.joined(separator: ", ")) must be there.")
            return nil
        }
        guard said.count > 1 else { return first }
        for other in said.dropFirst() { contradict(other, first) }
        for name in said { _ = value(name) }
        return nil
    }

    /// Notes that a field can't stand beside another one, and leaves what it holds alone.
    package mutating func contradict(_ name: String, _ other: String) {
        _ = value(name)
        refuse(name, "CONTRADICTION", "\(name) and \(other) can't both be there.")
    }

    /// Notes each of `values` that came before, at its place in the array `name`.
    package func refuseRepeated<Value: Hashable>(_ values: [Value], in name: String, _ code: String, field: String = "") {
        var seen: Set<Value> = []
        noteFaults(
            values.enumerated().filter { !seen.insert($0.element).inserted }.map { index, value in
                Fault("/\(name)/\(index)\(field)", code, "\(value) comes twice.")
            })
    }
}
