package import Commerce
import Postgres

/// A storefront as its distributor, and who is above it, see it.
package struct StorefrontDetails: Equatable, Sendable {
    package let distributor: Code
    package let terms: StorefrontDraft
    /// How many SKUs it sells.
    package let items: Int64
    package let createdAt: Instant
    package let updatedAt: Instant
}

/// The columns of `StorefrontDetailsRow.columns`, in their order.
struct StorefrontDetailsRow: RowDecodable {
    let view: StorefrontDetails

    /// The storefront is `f`, its distributor `o`.
    static let columns = """
        o.code, f.name, f.description, f.open, f.min_order_fen, f.delivery_weekdays,
        (SELECT count(*) FROM storefront_items i WHERE i.organization_id = f.organization_id), f.created_at, f.updated_at
        """

    init(from row: inout RowReader) throws {
        let distributor = Code(stored: try row.next())
        let terms = StorefrontDraft(
            name: try row.next(), description: try row.next(), open: try row.next(), minOrderFen: try row.next(),
            deliveryWeekdays: try row.next([Int32].self).map { Int($0) })
        view = StorefrontDetails(
            distributor: distributor, terms: terms, items: try row.next(), createdAt: Instant(try row.next()), updatedAt: Instant(try row.next()))
    }
}
