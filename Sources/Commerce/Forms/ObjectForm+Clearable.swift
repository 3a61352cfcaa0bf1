extension ObjectForm {
    /// A field of a change that `null` clears.
    /// - Parameter read: reads the field where it says something else.
    package mutating func clearable<Value>(_ name: String, _ read: (inout ObjectForm) -> Value?) -> Clearable<Value>? {
        if case .null = value(name) { return Clearable<Value>.none }
        return read(&self).map { .value($0) }
    }
}
