package import Commerce
import Postgres

/// A store as its distributor, and who is above it, see it.
package struct StoreView: Equatable, Sendable {
    package let id: OrganizationID
    package let code: Code
    package let distributor: Code
    package let name: String
    package let address: String?
    package let place: Coordinates?
    package let contact: String
    package let phone: String
    package let status: StoreStatus
    package let tier: StoreTier
    /// Whether the distributor set the tier itself.
    package let overridden: Bool
    package let tierSince: Instant
    package let registeredAt: Instant
    /// Nil until the distributor has decided.
    package let decidedAt: Instant?
}

/// The columns of `StoreRow.columns`, in their order.
struct StoreRow: RowDecodable {
    let view: StoreView

    /// The store is `s`, its organisation `o`, its distributor's `p`.
    static let columns = """
        o.id, o.code, p.code, o.name, o.address, o.latitude_e6, o.longitude_e6, s.contact, s.phone, s.status, s.tier, s.overridden, s.tier_since,
        s.registered_at, s.decided_at
        """

    init(from row: inout RowReader) throws {
        let id = OrganizationID(try row.next())
        let code = Code(stored: try row.next())
        let distributor = Code(stored: try row.next())
        let name: String = try row.next()
        let address: String? = try row.next()
        let latitude: Int32? = try row.next()
        let longitude: Int32? = try row.next()
        var place: Coordinates?
        if let latitude, let longitude { place = Coordinates(storedLatitudeE6: latitude, longitudeE6: longitude) }
        view = StoreView(
            id: id, code: code, distributor: distributor, name: name, address: address, place: place, contact: try row.next(), phone: try row.next(),
            status: StoreStatus(rawValue: try row.next()) ?? .pending, tier: StoreTier(rawValue: try row.next()) ?? .nurture,
            overridden: try row.next(), tierSince: Instant(try row.next()), registeredAt: Instant(try row.next()),
            decidedAt: try row.next(Timestamp?.self).map { Instant($0) })
    }
}
