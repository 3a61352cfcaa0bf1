package import Commerce
import Postgres

/// A storefront as a store sees it.
package struct StorefrontView: Sendable {
    package let distributor: Code
    package let distributorName: String
    package let name: String
    package let description: String
    package let open: Bool
    package let minOrderFen: Int64
    package let deliveryWeekdays: [Int]
}

extension Brand {
    /// The storefront of the caller's own distributor.
    /// - Throws: 404 when it has none.
    package func ownStorefront(of caller: Caller) async throws -> StorefrontView {
        guard let seller = caller.organization.distributor, let distributor = catalog.current.organizations[seller],
            let row = try await read(as: caller, OwnStorefront(distributor: seller)).first
        else { throw Reason.absent("storefront") }
        return StorefrontView(
            distributor: distributor.code, distributorName: distributor.name, name: row.name, description: row.description, open: row.open,
            minOrderFen: row.minOrderFen, deliveryWeekdays: row.deliveryWeekdays.map { Int($0) })
    }
}

private struct OwnStorefront: Statement {
    struct Result: RowDecodable {
        let name: String
        let description: String
        let open: Bool
        let minOrderFen: Int64
        let deliveryWeekdays: [Int32]
        init(from row: inout RowReader) throws {
            name = try row.next()
            description = try row.next()
            open = try row.next()
            minOrderFen = try row.next()
            deliveryWeekdays = try row.next()
        }
    }
    static let sql = "SELECT name, description, open, min_order_fen, delivery_weekdays FROM storefronts WHERE organization_id = $1"
    let distributor: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(distributor.rawValue)
    }
}
