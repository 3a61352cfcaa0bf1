package import Commerce
import Postgres

extension Brand {
    /// The latest version of every template, by code.
    package func campaignTemplates(page: PageRequest, as caller: Caller) async throws -> Page<CampaignTemplate> {
        let rows = try await read(as: caller, ListTemplates(after: try page.afterCode(), limit: page.fetchLimit))
        return Page(rows.map(\.template), for: page) { $0.code.text }
    }

    /// The latest version of a template.
    /// - Throws: 404 when there is none.
    package func campaignTemplate(_ code: Code, as caller: Caller) async throws -> CampaignTemplate {
        guard let found = try await read(as: caller, ReadTemplate(code: code, version: nil)).first else { throw Reason.absent("template") }
        return found.template
    }
}

struct TemplateRecord: RowDecodable {
    let template: CampaignTemplate
    static let columns = "t.version, t.body"

    init(from row: inout RowReader) throws {
        let version: Int32 = try row.next()
        template = try CampaignTemplate.read(JSONObject(stored: try row.next()), version: version)
    }
}

struct ReadTemplate: Statement {
    typealias Result = TemplateRecord
    static let sql = """
        SELECT \(TemplateRecord.columns) FROM campaign_templates t WHERE t.code = $1 AND ($2::int IS NULL OR t.version = $2)
        ORDER BY t.version DESC LIMIT 1
        """
    let code: Code
    /// Nil: the latest.
    let version: Int32?

    func bind(_ parameters: inout Parameters) {
        parameters.append(code.text)
        parameters.append(version)
    }
}

private struct ListTemplates: Statement {
    typealias Result = TemplateRecord
    static let sql = """
        SELECT \(TemplateRecord.columns) FROM campaign_templates t
        WHERE t.code > $1 AND NOT EXISTS (SELECT FROM campaign_templates l WHERE l.code = t.code AND l.version > t.version)
        ORDER BY t.code LIMIT $2
        """
    let after: String
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(after)
        parameters.append(limit)
    }
}
