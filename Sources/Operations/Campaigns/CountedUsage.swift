import Commerce
import Postgres

/// What a campaign has given so far, summed over its own rows instead of kept in counters: of what is given away from any order, one at a time under
/// the campaign's row.
struct CountedUsage: RowDecodable {
    private let total: CampaignUsage
    private let day: CampaignUsage
    private let region: CampaignUsage
    private let buyer: CampaignUsage

    init(from row: inout RowReader) throws {
        total = CampaignUsage(fen: try row.next(), uses: try row.next())
        day = CampaignUsage(fen: try row.next())
        region = CampaignUsage(fen: try row.next())
        buyer = CampaignUsage(fen: try row.next(), uses: try row.next())
    }

    func usage(of key: UsageKey, buyer organization: OrganizationID) -> CampaignUsage {
        if key.day != 0 { return day }
        guard let subject = key.subject else { return total }
        return subject == organization ? buyer : region
    }

    /// The columns it is read from, with `$2` to `$5` as `Scope` binds them.
    ///
    /// - Parameters:
    ///   - fen: SQL for what a row gave.
    ///   - uses: SQL for how many uses a row is.
    ///   - dayFen: SQL for the sum of what was given on the day.
    static func columns(fen: String, uses: String, dayFen: String) -> String {
        """
        coalesce(sum(\(fen)), 0)::bigint, coalesce(sum(\(uses)), 0)::bigint, coalesce(\(dayFen), 0)::bigint,
        coalesce(sum(\(fen)) FILTER (WHERE organization_id >= $3 AND organization_id < $4), 0)::bigint,
        coalesce(sum(\(fen)) FILTER (WHERE organization_id = $5), 0)::bigint, coalesce(sum(\(uses)) FILTER (WHERE organization_id = $5), 0)::bigint
        """
    }

    /// Whose and which day's limits are asked about.
    struct Scope: Sendable {
        let buyer: OrganizationID
        /// Since 1970-01-01, in Asia/Shanghai.
        let day: Int32

        func bind(_ parameters: inout Parameters) {
            let region = (buyer.region ?? buyer).reach
            parameters.append(day)
            parameters.append(region.lowerBound.rawValue)
            parameters.append(region.upperBound.rawValue)
            parameters.append(buyer.rawValue)
        }
    }
}
