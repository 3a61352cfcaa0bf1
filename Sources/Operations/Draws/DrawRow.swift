import Commerce
import Postgres

/// A draw as it is kept.
struct DrawRow: RowDecodable, Sendable {
    let id: DrawID
    let campaign: CampaignID
    let number: Int64
    let organization: OrganizationID
    let at: Instant
    let token: String
    let fen: Int64
    let sku: Code?
    let state: DrawView.State
    let sentAt: Instant?
    let order: OrderID?
    let reversedFen: Int64

    /// Of `draws d`, in the order that `init(from:)` reads them.
    static let columns = "d.id, d.campaign_id, d.number, d.organization_id, d.at, d.token, d.fen, d.sku, d.state, d.sent_at, d.order_id, d.reversed_fen"

    init(from row: inout RowReader) throws {
        id = DrawID(try row.next())
        campaign = CampaignID(try row.next())
        number = try row.next()
        organization = OrganizationID(try row.next())
        at = Instant(try row.next(Timestamp.self))
        token = try row.next()
        fen = try row.next()
        sku = try row.next(String?.self).map { Code(stored: $0) }
        state = DrawView.State(rawValue: try row.next(String.self)) ?? .nothing
        sentAt = try row.next(Timestamp?.self).map { Instant($0) }
        order = try row.next(Int64?.self).map { OrderID($0) }
        reversedFen = try row.next()
    }

    func view(_ names: OrderNames) -> DrawView {
        DrawView(
            id: id, campaign: campaign, number: number, organization: names.code(of: organization), at: at, token: token, fen: fen, sku: sku,
            state: state, sentAt: sentAt, order: order, reversedFen: reversedFen)
    }
}
