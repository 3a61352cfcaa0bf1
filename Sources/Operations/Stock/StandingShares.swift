import Commerce
import Postgres

/// One share that stands when an allocation is decided.
struct StandingShare: Sendable {
    let allocation: Int64
    let giver: OrganizationID
    let period: AllocationPeriod
    let organization: OrganizationID
    let units: Int64
    let used: Int64

    var count: AllocationStanding.Count { .init(units: units, used: used) }
}

/// Locks in key order, as orders do, all shares of a SKU that touch a period or the headquarters' allocations which do: what a
/// region has passed on of its share lies within those.
struct StandingShares: Statement {
    struct Result: RowDecodable {
        let row: StandingShare
        init(from row: inout RowReader) throws {
            self.row = StandingShare(
                allocation: try row.next(), giver: OrganizationID(try row.next()), period: try AllocationPeriod(stored: &row),
                organization: OrganizationID(try row.next()), units: try row.next(), used: try row.next())
        }
    }
    static let sql = """
        WITH span AS (
            SELECT least(min(valid_from), $2) AS first, greatest(max(valid_to), $3) AS last
            FROM allocations WHERE sku_id = $1 AND giver_id = 0 AND valid_from < $3 AND valid_to > $2)
        SELECT a.id, a.giver_id, a.valid_from, a.valid_to, s.organization_id, s.units, s.used
        FROM allocations a JOIN allocation_shares s ON s.allocation_id = a.id
        WHERE a.sku_id = $1 AND a.valid_from < (SELECT last FROM span) AND a.valid_to > (SELECT first FROM span)
        ORDER BY s.allocation_id, s.organization_id
        FOR NO KEY UPDATE OF s
        """
    let sku: SKUID
    let period: AllocationPeriod

    func bind(_ parameters: inout Parameters) {
        parameters.append(sku.rawValue)
        parameters.append(Timestamp(period.from))
        parameters.append(Timestamp(period.to))
    }
}

extension AllocationStanding {
    /// Sorts what stands of a SKU by what it means to `giver`, who decides about `period`.
    init(_ shares: [StandingShare], giver: OrganizationID, period: AllocationPeriod) {
        self.init()
        let touching = shares.filter { $0.period.overlaps(period) }
        overlapping = touching.first { $0.giver == giver && $0.period != period }?.period
        for share in touching where share.giver == giver && share.period == period { current[share.organization] = share.count }
        guard giver == .headquarters else {
            givenByOther = Set(touching.lazy.filter { $0.giver == .headquarters }.map(\.organization))
            guard let whole = shares.first(where: { $0.giver == .headquarters && $0.organization == giver && $0.period.covers(period) })
            else { return }
            own = whole.count
            for share in shares where share.giver == giver && share.period != period && whole.period.covers(share.period) {
                passedOnOtherwise.units += share.units
                passedOnOtherwise.used += share.used
            }
            return
        }
        for share in touching where share.giver != .headquarters {
            givenByOther.insert(share.organization)
            passedOn[share.giver, default: Count()].units += share.units
            passedOn[share.giver, default: Count()].used += share.used
        }
    }
}
