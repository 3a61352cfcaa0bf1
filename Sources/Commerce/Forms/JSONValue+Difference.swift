extension JSONValue {
    /// Whether two documents say the same: the order of fields says nothing.
    package static func sameMeaning(_ left: JSONValue?, _ right: JSONValue?) -> Bool {
        differences(left, right).isEmpty
    }

    /// The places at which two documents differ, as deep as they can be told: fields by name, elements by index of arrays equally long.
    package static func differences(_ left: JSONValue?, _ right: JSONValue?, at place: JSONPointer = JSONPointer(tokens: [])) -> [JSONPointer] {
        switch (left, right) {
        case (.object(let left), .object(let right)):
            let names = left.fields.map(\.name) + right.fields.lazy.map(\.name).filter { left[$0] == nil }
            return names.flatMap { differences(left[$0], right[$0], at: place.appending($0)) }
        case (.array(let left), .array(let right)) where left.count == right.count:
            return left.indices.flatMap { differences(left[$0], right[$0], at: place.appending($0)) }
        default:
            return left == right ? [] : [place]
        }
    }
}
