/// A place on earth in millionths of a degree (about 11 cm), so that places compare and store exactly.
package struct Coordinates: Hashable, Sendable {
    package let latitudeE6: Int32
    package let longitudeE6: Int32

    /// - Returns: nil outside ±90° and ±180°.
    package init?(latitudeE6: Int64, longitudeE6: Int64) {
        guard (-90_000_000...90_000_000).contains(latitudeE6), (-180_000_000...180_000_000).contains(longitudeE6) else { return nil }
        self.latitudeE6 = Int32(latitudeE6)
        self.longitudeE6 = Int32(longitudeE6)
    }

    /// For places read from the brand's own tables, which hold no others.
    package init(storedLatitudeE6: Int32, longitudeE6: Int32) {
        self.latitudeE6 = storedLatitudeE6
        self.longitudeE6 = longitudeE6
    }
}
