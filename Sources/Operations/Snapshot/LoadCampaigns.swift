import Commerce
import Logging
import Postgres

/// Every campaign that orders are priced with now or will be, in the version in force. Those whose end has come are few until the next turn, and
/// pricing knows them by their schedule.
struct LoadCampaigns: Statement {
    struct Result: RowDecodable {
        let id: CampaignID
        let owner: OrganizationID
        let version: Int32
        let definition: String
        init(from row: inout RowReader) throws {
            id = CampaignID(try row.next())
            owner = OrganizationID(try row.next())
            version = try row.next()
            definition = try row.next()
        }

        var live: LiveCampaign {
            get throws {
                let definition = try CampaignDefinition.read(JSONObject(stored: definition))
                return LiveCampaign(
                    id: id, owner: owner, campaign: Campaign(id: Code(stored: id.external), version: version, definition: definition))
            }
        }
    }
    static let sql = """
        SELECT c.id, c.organization_id, c.version, v.definition
        FROM campaigns c JOIN campaign_versions v ON v.campaign_id = c.id AND v.version = c.version
        WHERE c.status IN ('scheduled', 'live')
        """
    func bind(_ parameters: inout Parameters) {}
}

extension CampaignBook {
    /// One that can't be read any more prices nothing; it takes no other with it.
    init(_ rows: Rows<LoadCampaigns.Result>, logger: Logger) {
        self.init(
            rows.compactMap { row in
                do {
                    return try row.live
                } catch {
                    logger.error("A campaign can't be read and is left out", metadata: ["campaign": "\(row.id.external)", "error": "\(error)"])
                    return nil
                }
            })
    }
}
