import Commerce
import Postgres

/// Names an order by itself, or by something that hangs from it and never changes its order.
enum OrderKey: Sendable {
    case order(OrderID)
    case shipment(ShipmentID)
    case `return`(ReturnID)

    /// The order's id; stands for `$1`, `$2`, `$3` of a statement.
    static let sql = """
        coalesce($1::bigint, (SELECT order_id FROM shipments WHERE id = $2::bigint), (SELECT order_id FROM returns WHERE id = $3::bigint))
        """

    func bind(_ parameters: inout Parameters) {
        var (order, shipment, back): (Int64?, Int64?, Int64?)
        switch self {
        case .order(let id): order = id.rawValue
        case .shipment(let id): shipment = id.rawValue
        case .return(let id): back = id.rawValue
        }
        parameters.append(order)
        parameters.append(shipment)
        parameters.append(back)
    }
}
