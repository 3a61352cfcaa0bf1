import Commerce
import Postgres

/// The weekdays on which a store's distributor delivers; none, so every day, for a buyer that is no store.
struct ReadDeliveryDays: Statement {
    struct Result: RowDecodable {
        let days: DeliveryDays
        init(from row: inout RowReader) throws {
            days = DeliveryDays(try row.next([Int32].self).map { Int($0) })
        }
    }
    static let sql = "SELECT \(weekdays(of: "$1::bigint"))"
    let buyer: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(buyer.rawValue)
    }

    /// A store's id is its distributor's and a number of twenty bits; a distributor buys from the brand, whatever days it has for its stores.
    static func weekdays(of buyer: String) -> String {
        """
        coalesce((SELECT f.delivery_weekdays FROM storefronts f
                  WHERE f.organization_id = \(buyer) & ~1048575::bigint AND f.organization_id <> \(buyer)), '{}'::int[])
        """
    }
}
