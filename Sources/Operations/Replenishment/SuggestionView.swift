package import Commerce
import Postgres

/// What a distributor is advised to order, with the arithmetic behind it.
package struct SuggestionView: Sendable {
    package let id: SuggestionID
    package let organization: OrganizationID
    package let distributor: Code
    package let sku: Code
    package let status: SuggestionStatus
    package let createdAt: Instant
    package let computedAt: Instant
    package let order: OrderID?
    package let soldUnits: Int64
    package let availableUnits: Int64
    package let reorderPointUnits: Int64
    package let suggestedCases: Int64
    package let leadDays: Int64
    package let safetyDays: Int64
    package let cycleDays: Int64
}

struct SuggestionRow: RowDecodable {
    let view: SuggestionView

    static let columns = """
        g.id, g.organization_id, (SELECT o.code FROM organizations o WHERE o.id = g.organization_id), (SELECT k.code FROM skus k WHERE k.id = g.sku_id), g.status,
        g.created_at, g.computed_at, g.order_id, g.sold_units, g.available_units, g.reorder_units, g.suggested_cases, g.lead_days, g.safety_days, g.cycle_days
        """

    init(from row: inout RowReader) throws {
        view = SuggestionView(
            id: SuggestionID(try row.next()), organization: OrganizationID(try row.next()), distributor: Code(stored: try row.next()),
            sku: Code(stored: try row.next()), status: SuggestionStatus(rawValue: try row.next()) ?? .outdated,
            createdAt: Instant(try row.next(Timestamp.self)), computedAt: Instant(try row.next(Timestamp.self)),
            order: try row.next(Int64?.self).map { OrderID($0) }, soldUnits: try row.next(), availableUnits: try row.next(),
            reorderPointUnits: try row.next(), suggestedCases: try row.next(), leadDays: Int64(try row.next(Int32.self)),
            safetyDays: Int64(try row.next(Int32.self)), cycleDays: Int64(try row.next(Int32.self)))
    }
}
