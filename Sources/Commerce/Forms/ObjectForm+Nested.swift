extension ObjectForm {
    /// An object within this one; read by `body`, after which its unknown fields are noted. Nil when it is missing or none.
    package mutating func object<T>(_ name: String, _ body: (inout ObjectForm) -> T) -> T? {
        required(name).flatMap { object($0, at: .field(path, name), name, body) }
    }

    package mutating func optionalObject<T>(_ name: String, _ body: (inout ObjectForm) -> T) -> T? {
        value(name).flatMap { object($0, at: .field(path, name), name, body) }
    }

    /// An array of objects. Each element keeps its place: one that is no object is a fault, and a stand-in is read from nothing.
    /// - Parameters:
    ///   - count: How many there must be; when there are others, no element is read.
    ///   - tooMany: The code of having more than that, where the contract has a name for it.
    package mutating func objects<T>(
        _ name: String, _ count: ClosedRange<Int>, tooMany: String = "OUT_OF_RANGE", _ body: (inout ObjectForm) -> T
    ) -> [T] {
        required(name).map { objects(name, $0, count, tooMany, body) } ?? []
    }

    package mutating func optionalObjects<T>(
        _ name: String, _ count: ClosedRange<Int>, tooMany: String = "OUT_OF_RANGE", _ body: (inout ObjectForm) -> T
    ) -> [T]? {
        value(name).map { objects(name, $0, count, tooMany, body) }
    }

    /// An array of texts.
    package mutating func texts(_ name: String, _ count: ClosedRange<Int>, each length: ClosedRange<Int>) -> [String] {
        required(name).map { scalars(name, $0, count) { $0.text($1, $2, length) ?? "" } } ?? []
    }

    package mutating func optionalTexts(_ name: String, _ count: ClosedRange<Int>, each length: ClosedRange<Int>) -> [String]? {
        value(name).map { scalars(name, $0, count) { $0.text($1, $2, length) ?? "" } }
    }

    /// An array of codes.
    package mutating func codes(_ name: String, _ count: ClosedRange<Int>) -> [Code] {
        required(name).map { scalars(name, $0, count) { $0.code($1, $2) ?? Self.standInCode } } ?? []
    }

    package mutating func optionalCodes(_ name: String, _ count: ClosedRange<Int>) -> [Code]? {
        value(name).map { scalars(name, $0, count) { $0.code($1, $2) ?? Self.standInCode } }
    }

    /// An array of whole numbers, each within the range.
    package mutating func optionalInts(_ name: String, _ count: ClosedRange<Int>, each range: ClosedRange<Int>) -> [Int]? {
        value(name).map { scalars(name, $0, count) { $0.int($1, $2, range) ?? range.lowerBound } }
    }

    private func object<T>(_ value: JSONValue, at path: JSONPath, _ name: String, _ body: (inout ObjectForm) -> T) -> T? {
        guard case .object(let object) = value else {
            list.add(Fault(path.pointer, "WRONG_TYPE", "\(name) must be an object."))
            return nil
        }
        var form = ObjectForm(object, at: path, list: list)
        let result = body(&form)
        form.noteUnknownFields()
        return result
    }

    private func objects<T>(
        _ name: String, _ value: JSONValue, _ count: ClosedRange<Int>, _ tooMany: String, _ body: (inout ObjectForm) -> T
    ) -> [T] {
        guard let values = array(name, value, count, tooMany) else { return [] }
        let here = JSONPath.field(path, name)
        return values.enumerated().map { index, value in
            object(value, at: .element(here, index), "An element of \(name)", body) ?? Self.standIn(body)
        }
    }

    /// What `body` makes of nothing. The faults it finds in that are nobody's.
    private static func standIn<T>(_ body: (inout ObjectForm) -> T) -> T {
        var nothing = ObjectForm(JSONObject())
        nothing.isStandIn = true
        return body(&nothing)
    }

    /// Elements are read by the accessors of fields: in a form of their own, their index is the field's name.
    private func scalars<T>(
        _ name: String, _ value: JSONValue, _ count: ClosedRange<Int>, _ body: (ObjectForm, String, JSONValue) -> T
    ) -> [T] {
        guard let values = array(name, value, count, "OUT_OF_RANGE") else { return [] }
        let elements = ObjectForm(JSONObject(), at: .field(path, name), list: list)
        return values.enumerated().map { body(elements, String($0.offset), $0.element) }
    }

    private func array(_ name: String, _ value: JSONValue, _ count: ClosedRange<Int>, _ tooMany: String) -> [JSONValue]? {
        guard case .array(let values) = value else {
            wrongType(name, "an array")
            return nil
        }
        guard count.contains(values.count) else {
            refuse(
                name, values.count > count.upperBound ? tooMany : "OUT_OF_RANGE",
                "\(name) must have \(count.lowerBound) to \(count.upperBound) elements.")
            return nil
        }
        return values
    }
}
