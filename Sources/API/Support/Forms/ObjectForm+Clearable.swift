package import Commerce

extension ObjectForm {
    /// A field of a change that `null` clears.
    /// - Parameter read: reads the field where it says something else.
    package mutating func clearable<Value>(_ name: String, _ read: (inout ObjectForm) -> Value?) -> Clearable<Value>? {
        if case .null = value(name) { return Clearable<Value>.none }
        return read(&self).map { .value($0) }
    }

    /// `latitude` and `longitude`; both null clear the place, one alone is a fault.
    package mutating func clearableCoordinates() -> Clearable<Coordinates>? {
        let (latitude, longitude) = (value("latitude"), value("longitude"))
        if latitude == .null, longitude == .null { return Clearable<Coordinates>.none }
        guard latitude == .null || longitude == .null else { return optionalCoordinates().map { .value($0) } }
        let (cleared, said, other) = latitude == .null ? ("latitude", "longitude", longitude) : ("longitude", "latitude", latitude)
        if other == nil {
            refuse(said, "MISSING", "\(said) is missing.")
        } else {
            refuse(cleared, "OUT_OF_RANGE", "\(cleared) is null only together with \(said).")
        }
        return nil
    }
}
