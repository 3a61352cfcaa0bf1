/// Reads a JSON object field by field and collects everything that is wrong with it, each fault at its pointer (RFC 6901).
///
/// An accessor that finds a fault notes it and returns a stand-in of its type, so that the rest is still read; `finish()` throws one
/// refusal (422) that names all faults, and only what comes after it may use the values. A field that is never asked for is
/// `UNKNOWN_FIELD`, one that comes twice `DUPLICATE_KEY`. `null` is no value of any field.
package struct ObjectForm {
    private let object: JSONObject
    /// One bit a field that was asked for; fields beyond the 64th are kept in `readLater`.
    private var read: UInt64 = 0
    private var readLater: Set<Int> = []
    package let path: JSONPath
    package let list: FaultList
    /// Whether it is read in place of an element that is no object.
    package internal(set) var isStandIn = false

    package init(_ object: JSONObject) {
        self.init(object, at: .root, list: FaultList())
    }

    init(_ object: JSONObject, at path: JSONPath, list: FaultList) {
        self.object = object
        self.path = path
        self.list = list
        for name in object.repeatedNames {
            note(name, "DUPLICATE_KEY", "\(name) comes more than once.")
        }
    }

    /// Whether the field is there, whatever it holds.
    package func has(_ name: String) -> Bool {
        object[name] != nil
    }

    /// Notes a fault that the caller found, at a field or, with the empty name, at the object.
    package func refuse(_ name: String, _ code: String, _ detail: String, figures: [Figure] = []) {
        list.add(Fault((name.isEmpty ? path : .field(path, name)).pointer, code, detail, figures: figures))
    }

    /// Whether anything so far is wrong.
    package var hasFaults: Bool { !list.isEmpty }

    /// - Throws: one `Reason` of kind `.invalid` with every fault, when there is any.
    package mutating func finish() throws {
        noteUnknownFields()
        try list.finish()
    }

    /// The field's value; nil when it isn't there.
    package mutating func value(_ name: String) -> JSONValue? {
        guard let index = object.fields.firstIndex(where: { $0.name == name }) else { return nil }
        if index < 64 {
            read |= 1 << UInt64(index)
        } else {
            readLater.insert(index)
        }
        return object.fields[index].value
    }

    /// The field's value, which must be there.
    package mutating func required(_ name: String) -> JSONValue? {
        let value = value(name)
        if value == nil { refuse(name, "MISSING", "\(name) is missing.") }
        return value
    }

    /// The fields that weren't asked for, for objects whose sender chooses their names; they are known from now on.
    package mutating func unreadFields() -> [JSONObject.Field] {
        let unread = object.fields.indices.filter { $0 < 64 ? read & 1 << UInt64($0) == 0 : !readLater.contains($0) }.map { object.fields[$0] }
        passOver()
        return unread
    }

    /// Takes every field for known: what they are hangs on one that is wrong itself.
    package mutating func passOver() {
        read = .max
        readLater = Set(object.fields.indices.dropFirst(64))
    }

    package mutating func noteUnknownFields() {
        for (index, field) in object.fields.enumerated() {
            guard index < 64 ? read & 1 << UInt64(index) == 0 : !readLater.contains(index) else { continue }
            note(field.name, "UNKNOWN_FIELD", "There is no field of this name here.")
        }
    }

    /// Notes a fault at a field that the request named; its name may be empty, which no field of ours is.
    private func note(_ name: String, _ code: String, _ detail: String) {
        list.add(Fault(JSONPath.field(path, name).pointer, code, detail))
    }

    package func wrongType(_ name: String, _ expected: String) {
        refuse(name, "WRONG_TYPE", "\(name) must be \(expected).")
    }
}
