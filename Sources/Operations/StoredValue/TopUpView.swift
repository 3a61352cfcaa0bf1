package import Commerce
import Postgres

/// What a distributor stored at once by a campaign's offer, and what it got on top.
package struct TopUpView: Equatable, Sendable {
    package let id: TopUpID
    package let campaign: CampaignID
    package let distributor: Code
    package let at: Instant
    package let times: Int64
    package let principalFen: Int64
    package let bonusFen: Int64
    /// From when on the bonus is gone; nil: it stays, or there is none.
    package let expiresAt: Instant?
    package let gift: GiftGoods?
    package let sentAt: Instant?
}

/// A top-up as it is kept.
struct TopUpRow: RowDecodable, Sendable {
    let id: TopUpID
    let campaign: CampaignID
    let organization: OrganizationID
    let at: Instant
    let times: Int64
    let principalFen: Int64
    let bonusFen: Int64
    let expiresAt: Instant?
    let gift: GiftGoods?
    let sentAt: Instant?

    /// Of `stored_top_ups t`, in the order that `init(from:)` reads them.
    static let columns = "t.id, t.campaign_id, t.organization_id, t.at, t.times, t.principal_fen, t.bonus_fen, t.expires_at, t.gift_sku, t.gift_units, t.sent_at"

    init(from row: inout RowReader) throws {
        id = TopUpID(try row.next())
        campaign = CampaignID(try row.next())
        organization = OrganizationID(try row.next())
        at = Instant(try row.next(Timestamp.self))
        times = try row.next()
        principalFen = try row.next()
        bonusFen = try row.next()
        expiresAt = try row.next(Timestamp?.self).map { Instant($0) }
        let sku = try row.next(String?.self)
        let units = try row.next(Int64?.self)
        if let sku, let units { gift = GiftGoods(sku: Code(stored: sku), units: units) } else { gift = nil }
        sentAt = try row.next(Timestamp?.self).map { Instant($0) }
    }

    init(id: TopUpID, campaign: CampaignID, organization: OrganizationID, at: Instant, offer: StoredValueOffer) {
        self.id = id
        self.campaign = campaign
        self.organization = organization
        self.at = at
        times = offer.times
        principalFen = offer.principalFen
        bonusFen = offer.bonusFen
        expiresAt = offer.expiresAt
        gift = offer.gift
        sentAt = nil
    }

    func view(_ names: OrderNames, sentAt now: Instant? = nil) -> TopUpView {
        TopUpView(
            id: id, campaign: campaign, distributor: names.code(of: organization), at: at, times: times, principalFen: principalFen, bonusFen: bonusFen,
            expiresAt: expiresAt, gift: gift, sentAt: now ?? sentAt)
    }
}
