package import Commerce
package import Operations

extension ObjectForm {
    /// `latitude` and `longitude` of this object, in decimal degrees.
    package mutating func coordinates() -> Coordinates {
        let latitude = required("latitude").flatMap { degrees("latitude", $0, within: 90) }
        let longitude = required("longitude").flatMap { degrees("longitude", $0, within: 180) }
        return Self.place(latitude, longitude) ?? Coordinates(storedLatitudeE6: 0, longitudeE6: 0)
    }

    /// Both or neither; one alone is a fault at the other.
    package mutating func optionalCoordinates() -> Coordinates? {
        has("latitude") || has("longitude") ? coordinates() : nil
    }

    /// `latitude` and `longitude` of this object to measure from, as finely as they are written: only what is kept is kept in millionths.
    package mutating func spherePoint() -> SpherePoint {
        let latitude = required("latitude").flatMap { exactDegrees("latitude", $0, within: 90) }
        let longitude = required("longitude").flatMap { exactDegrees("longitude", $0, within: 180) }
        return SpherePoint(latitudeDegrees: latitude ?? 0, longitudeDegrees: longitude ?? 0)
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

    private static func place(_ latitude: Int64?, _ longitude: Int64?) -> Coordinates? {
        guard let latitude, let longitude else { return nil }
        return Coordinates(latitudeE6: latitude, longitudeE6: longitude)
    }

    private func degrees(_ name: String, _ value: JSONValue, within limit: Int64) -> Int64? {
        guard let digits = digits(name, value) else { return nil }
        guard let millionths = Degrees.millionths(digits), (-limit * 1_000_000...limit * 1_000_000).contains(millionths) else {
            outsideEarth(name, limit)
            return nil
        }
        return millionths
    }

    private func exactDegrees(_ name: String, _ value: JSONValue, within limit: Int64) -> Double? {
        guard let digits = digits(name, value) else { return nil }
        // What is beyond a Double's range is infinite, and so out of this one.
        guard let degrees = Double(digits), degrees.magnitude <= Double(limit) else {
            outsideEarth(name, limit)
            return nil
        }
        return degrees
    }

    private func digits(_ name: String, _ value: JSONValue) -> String? {
        switch value {
        case .integer(let whole): return String(whole)
        case .number(let text): return text
        default:
            wrongType(name, "a number")
            return nil
        }
    }

    private func outsideEarth(_ name: String, _ limit: Int64) {
        refuse(name, "OUT_OF_RANGE", "\(name) must be from -\(limit) to \(limit) degrees.")
    }
}

extension JSONObjectWriter {
    /// `latitude` and `longitude` in decimal degrees, or both null.
    package mutating func coordinates(_ place: Coordinates?) {
        field("latitude") { json in
            if let place { json.value(json: Degrees.decimal(place.latitudeE6).utf8) } else { json.null() }
        }
        field("longitude") { json in
            if let place { json.value(json: Degrees.decimal(place.longitudeE6).utf8) } else { json.null() }
        }
    }
}
