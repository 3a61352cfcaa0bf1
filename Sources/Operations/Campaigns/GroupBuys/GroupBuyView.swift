package import Commerce
import Postgres

/// The group that an order awaits.
package struct GroupBuyView: Sendable, Equatable {
    package let campaign: CampaignID
    package let group: GroupBuyID
    package let joined: Int64
    package let size: Int64
    package let deadline: Instant
}

/// The group whose seat an order has taken.
struct GroupOfOrder: Statement {
    struct Result: RowDecodable {
        let view: GroupBuyView
        init(from row: inout RowReader) throws {
            view = GroupBuyView(
                campaign: CampaignID(try row.next()), group: GroupBuyID(try row.next()), joined: try row.next(), size: try row.next(),
                deadline: Instant(try row.next(Timestamp.self)))
        }
    }
    static let sql = """
        SELECT g.campaign_id, g.id, g.joined, g.size, g.deadline
        FROM group_buy_seats s JOIN group_buys g ON g.id = s.group_id WHERE s.order_id = $1
        """
    let order: OrderID

    func bind(_ parameters: inout Parameters) { parameters.append(order.rawValue) }
}
