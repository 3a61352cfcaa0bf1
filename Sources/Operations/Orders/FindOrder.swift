package import Commerce
import Postgres

extension Brand {
    /// The order of a readable number.
    /// - Returns: nil when there is none within the caller's reach.
    package func orderID(numbered number: Code, as caller: Caller) async throws -> OrderID? {
        try await read(as: caller, FindOrder(number: number, reach: caller.organization.reach)).first?.id
    }
}

private struct FindOrder: Statement {
    struct Result: RowDecodable {
        let id: OrderID
        init(from row: inout RowReader) throws { id = OrderID(try row.next()) }
    }
    static let sql = "SELECT id FROM orders WHERE number = $1 AND organization_id >= $2 AND organization_id < $3"
    let number: Code
    let reach: Range<OrganizationID>

    func bind(_ parameters: inout Parameters) {
        parameters.append(number.text)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
    }
}
