/// What became of one place of a document: nil where it wasn't there before, or isn't any more.
package struct FieldChange: Equatable, Sendable {
    package let pointer: String
    package let old: JSONValue?
    package let new: JSONValue?

    package init(pointer: String, old: JSONValue?, new: JSONValue?) {
        self.pointer = pointer
        self.old = old
        self.new = new
    }
}

extension JSONObject {
    /// Every place at which `newer` says something else, in the order of the fields; their own order says nothing. An array is one place.
    package func changes(to newer: JSONObject) -> [FieldChange] {
        var changes: [FieldChange] = []
        collect(&changes, to: newer, at: .root)
        return changes
    }

    private func collect(_ changes: inout [FieldChange], to newer: JSONObject, at path: JSONPath) {
        for field in fields {
            JSONValue.collect(&changes, from: field.value, to: newer[field.name], at: .field(path, field.name))
        }
        for field in newer.fields where self[field.name] == nil {
            changes.append(FieldChange(pointer: JSONPath.field(path, field.name).pointer, old: nil, new: field.value))
        }
    }

    /// This object with these fields in place of its own of the same names.
    package func replacing(with other: JSONObject) -> JSONObject {
        var merged = JSONObject()
        merged.fields = fields.map { field in Field(name: field.name, value: other[field.name] ?? field.value) }
        merged.fields += other.fields.filter { self[$0.name] == nil }
        return merged
    }

    /// This object without fields of that name.
    package func without(_ name: String) -> JSONObject {
        var rest = JSONObject()
        rest.fields = fields.filter { $0.name != name }
        return rest
    }

    package mutating func set(_ name: String, _ value: JSONValue) {
        var other = JSONObject()
        other.fields = [Field(name: name, value: value)]
        self = replacing(with: other)
    }
}

extension JSONValue {
    fileprivate static func collect(_ changes: inout [FieldChange], from old: JSONValue, to new: JSONValue?, at path: JSONPath) {
        if case .object(let before) = old, case .object(let after)? = new {
            before.collect(&changes, to: after, at: path)
        } else if old != new {
            changes.append(FieldChange(pointer: path.pointer, old: old, new: new))
        }
    }
}
