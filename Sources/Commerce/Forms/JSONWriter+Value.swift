extension JSONWriter {
    /// A parsed document as it was read, apart from white space and escapes.
    package mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let flag): self.value(flag)
        case .integer(let number): self.value(number)
        case .number(let digits): self.value(json: digits.utf8)
        case .string(let text): self.value(text)
        case .brokenString: self.value(json: #""\ud800""#.utf8)
        case .array(let values): array { array in for value in values { array.element { $0.value(value) } } }
        case .object(let fields): object { object in object.fields(of: fields) }
        }
    }
}

extension JSONObjectWriter {
    package mutating func fields(of object: JSONObject) {
        for field in object.fields { self.field(named: field.name) { $0.value(field.value) } }
    }
}
