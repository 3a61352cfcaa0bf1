package import Commerce
import Postgres

/// An organisation as its callers see it.
package struct OrganizationView: Equatable, Sendable {
    package let id: OrganizationID
    package let code: Code
    package let name: String
    /// Nil for headquarters.
    package let parent: Code?
    package let status: OrganizationStatus
    package let tier: String?
    package let address: String?
    package let place: Coordinates?
    package let createdAt: Instant

    package var kind: OrganizationKind { id.kind }
}

/// The columns of `OrganizationRow.columns`, in their order.
struct OrganizationRow: RowDecodable {
    let view: OrganizationView

    /// The parent is looked up row by row: in a join, row-level security's range of ids was taken for the join's condition, and every row was
    /// compared with every other.
    static let columns = "o.id, o.code, o.name, (SELECT p.code FROM organizations p WHERE p.id = o.parent_id), o.status, o.tier, o.address, o.latitude_e6, o.longitude_e6, o.created_at"

    init(from row: inout RowReader) throws {
        let id = OrganizationID(try row.next(Int64.self))
        let code = Code(stored: try row.next(String.self))
        let name = try row.next(String.self)
        let parent = try row.next(String?.self)
        let status = OrganizationStatus(rawValue: try row.next(String.self)) ?? .suspended
        let tier = try row.next(String?.self)
        let address = try row.next(String?.self)
        let latitude = try row.next(Int32?.self)
        let longitude = try row.next(Int32?.self)
        var place: Coordinates?
        if let latitude, let longitude { place = Coordinates(storedLatitudeE6: latitude, longitudeE6: longitude) }
        view = OrganizationView(
            id: id, code: code, name: name, parent: parent.map { Code(stored: $0) }, status: status, tier: tier, address: address,
            place: place, createdAt: Instant(try row.next(Timestamp.self)))
    }
}

extension OrganizationView {
    /// A caller's own parent lies outside its reach, so its row can't say the parent's code; the directory can.
    func naming(parentIn organizations: OrganizationDirectory) -> OrganizationView {
        guard parent == nil, let above = id.parent, let code = organizations[above]?.code else { return self }
        return OrganizationView(
            id: id, code: self.code, name: name, parent: code, status: status, tier: tier, address: address, place: place, createdAt: createdAt)
    }
}
