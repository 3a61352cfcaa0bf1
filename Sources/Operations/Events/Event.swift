package import Commerce
import Postgres

/// What can be read from the feed and pushed to webhooks. Names are stable.
package enum EventType: String, CaseIterable, Sendable {
    case orderPlaced = "order.placed"
    case orderCancelled = "order.cancelled"
    case orderFulfilled = "order.fulfilled"
    case orderAllocated = "order.allocated"
    case balancePaid = "order.balancePaid"
    case shipmentPicked = "shipment.picked"
    case shipmentShipped = "shipment.shipped"
    case shipmentDelivered = "shipment.delivered"
    case shipmentShorted = "shipment.shorted"
    case returnRequested = "return.requested"
    case returnAccepted = "return.accepted"
    case returnRefused = "return.refused"
    case returnRefunded = "return.refunded"
    case stockMoved = "stock.moved"
    case moneyDeposited = "account.deposited"
    case rebatePosted = "account.rebatePosted"
    case creditLimitChanged = "account.creditLimitChanged"
    case organizationChanged = "organization.changed"
    case skuChanged = "sku.changed"
    case priceListChanged = "priceList.changed"
    case policyChanged = "policy.changed"
    case allocationChanged = "allocation.changed"
    case campaignSubmitted = "campaign.submitted"
    case campaignApproved = "campaign.approved"
    case campaignRejected = "campaign.rejected"
    case campaignEscalated = "campaign.escalated"
    case campaignLive = "campaign.live"
    case campaignPaused = "campaign.paused"
    case campaignEnded = "campaign.ended"
    case groupFilled = "group.filled"
    case groupFailed = "group.failed"
    case storefrontChanged = "storefront.changed"
    case storeRegistered = "store.registered"
    case storeChanged = "store.changed"
    case standingOrderPlaced = "standingOrder.placed"
    case standingOrderRefused = "standingOrder.refused"
    case supplyCapChanged = "supplyCap.changed"
    case drawWon = "draw.won"
    case drawFulfilled = "draw.fulfilled"
    case drawReversed = "draw.reversed"
    case couponRedeemed = "coupon.redeemed"
    case couponReturned = "coupon.returned"
    case lowStock = "alert.lowStock"
}

/// One row of the outbox, written by the transaction that made it true.
struct Event: Sendable {
    let id: Int64
    let type: EventType
    /// Who it is about; it is seen by whoever reaches this organisation.
    let organization: OrganizationID
    let payload: String
}

struct InsertEvents: Statement {
    static let sql = """
        INSERT INTO outbox (at, id, organization_id, type, payload)
        SELECT $1, i, o, t, p FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[]) AS u (i, o, t, p)
        """
    let at: Instant
    let events: [Event]

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
        parameters.append(events.map(\.id))
        parameters.append(events.map(\.organization.rawValue))
        parameters.append(events.map(\.type.rawValue))
        parameters.append(events.map(\.payload))
    }
}

/// Tells the other servers of the brand; delivered with the commit.
struct Notify: Statement {
    static let sql = "SELECT pg_notify($1, $2)"
    struct Result: RowDecodable {
        init(from row: inout RowReader) throws {}
    }
    let channel: String
    let payload: String

    func bind(_ parameters: inout Parameters) {
        parameters.append(channel)
        parameters.append(payload)
    }
}
