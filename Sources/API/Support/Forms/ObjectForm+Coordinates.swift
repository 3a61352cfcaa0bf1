package import Commerce

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

    private static func place(_ latitude: Int64?, _ longitude: Int64?) -> Coordinates? {
        guard let latitude, let longitude else { return nil }
        return Coordinates(latitudeE6: latitude, longitudeE6: longitude)
    }

    private func degrees(_ name: String, _ value: JSONValue, within limit: Int64) -> Int64? {
        let digits: String
        switch value {
        case .integer(let whole): digits = String(whole)
        case .number(let text): digits = text
        default:
            wrongType(name, "a number")
            return nil
        }
        guard let millionths = Degrees.millionths(digits), (-limit * 1_000_000...limit * 1_000_000).contains(millionths) else {
            refuse(name, "OUT_OF_RANGE", "\(name) must be from -\(limit) to \(limit) degrees.")
            return nil
        }
        return millionths
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
