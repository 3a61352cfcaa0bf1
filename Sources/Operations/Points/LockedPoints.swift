import Commerce
import Postgres

/// Points that pay a part of an order.
struct RedeemedPoints: Sendable {
    let owner: OrganizationID
    let points: Int64
    let fen: Int64
}

/// The points of a batch's buyers, read under their prepaid accounts' locks. Orders of a batch take of them one after the other.
struct LockedPoints: Sendable {
    struct Key: Hashable, Sendable {
        let organization: OrganizationID
        let owner: OrganizationID
    }

    private var balances: [Key: PointsBalance] = [:]

    init() {}

    init(_ rows: some Sequence<ReadPointAccounts.Result>) {
        for row in rows { balances[row.key] = PointsBalance(points: row.points) }
    }

    /// What an order would take.
    /// - Returns: nil when it asks for none.
    /// - Throws: `OrderRefusal.points` when it can't have them.
    func redeeming(
        _ tender: Tender, on totalFen: Int64, by buyer: OrganizationID, _ programmes: [PointsProgramme]
    ) throws(OrderRefusal) -> RedeemedPoints? {
        guard tender.points > 0 else { return nil }
        guard let programme = tender.programme(of: programmes) else { throw .points(.noProgramme) }
        var balance = balance(of: buyer, programme)
        do {
            let fen = try balance.redeem(tender.points, by: programme.rule, orderFen: totalFen)
            return RedeemedPoints(owner: programme.owner, points: tender.points, fen: fen)
        } catch {
            throw .points(error)
        }
    }

    /// The most that an order could take.
    func redeemable(on totalFen: Int64, by buyer: OrganizationID, _ programme: PointsProgramme) -> Int64 {
        balance(of: buyer, programme).redeemable(programme.rule, orderFen: totalFen)
    }

    mutating func take(_ redeemed: RedeemedPoints, by buyer: OrganizationID) {
        let key = Key(organization: buyer, owner: redeemed.owner)
        balances[key] = PointsBalance(points: (balances[key]?.points ?? 0) - redeemed.points)
    }

    private func balance(of buyer: OrganizationID, _ programme: PointsProgramme) -> PointsBalance {
        balances[Key(organization: buyer, owner: programme.owner)] ?? PointsBalance(points: 0)
    }
}

extension Tender {
    /// The programme that its points are of.
    func programme(of programmes: [PointsProgramme]) -> PointsProgramme? {
        guard let pointsOwner else { return programmes.first }
        return programmes.first { $0.ownerCode == pointsOwner }
    }
}

struct ReadPointAccounts: Statement {
    struct Result: RowDecodable {
        let key: LockedPoints.Key
        let points: Int64
        init(from row: inout RowReader) throws {
            key = LockedPoints.Key(organization: OrganizationID(try row.next()), owner: OrganizationID(try row.next()))
            points = try row.next()
        }
    }
    static let sql = "SELECT organization_id, owner_id, points FROM point_accounts WHERE organization_id = ANY($1::bigint[])"
    let organizations: [OrganizationID]

    func bind(_ parameters: inout Parameters) { parameters.append(organizations.map(\.rawValue)) }
}
