package import Commerce
import Postgres

extension Work {
    /// Makes a template, or the next version of one. Campaigns made from an earlier version stay as they are; a draft takes the new one when its
    /// owner asks for it.
    ///
    /// - Returns: the template in the version that it got.
    /// - Throws: `CampaignRefusal.templateKind` when earlier versions are of another kind; 422 for SKUs that aren't there.
    package func addCampaignTemplate(_ draft: CampaignTemplate) async throws -> CampaignTemplate {
        let (_, versions) = try await run(LockPolicies(), ReadTemplate(code: draft.code, version: nil))
        if let last = versions.first?.template, last.kind != draft.kind { throw CampaignRefusal.templateKind }
        try draft.requireSKUs(Set(try await run(KnownSKUs(codes: draft.skus))))
        var template = draft
        template.version = (versions.first?.template.version ?? 0) + 1
        _ = try await run(InsertTemplates(templates: [template], at: now, by: caller.clientID))
        return template
    }
}

extension CampaignTemplate {
    /// The SKUs that its settings name.
    var skus: Set<Code> { Set(CampaignPlaces(settings).skus.map(\.code)) }

    /// - Parameter known: those that are there.
    /// - Throws: `CampaignRefusal.places` with the pointer of each that isn't.
    func requireSKUs(_ known: Set<String>) throws(CampaignRefusal) {
        let unknown = CampaignPlaces(settings).skus.filter { !known.contains($0.code.text) }.map { "/settings" + $0.pointer }
        guard unknown.isEmpty else { throw .places(unknownSKUs: unknown, outOfReach: []) }
    }
}

struct InsertTemplates: Statement {
    static let sql = """
        INSERT INTO campaign_templates (created_at, version, code, name, kind, body, created_by)
        SELECT $1, v, c, n, k, b, $2 FROM unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[]) AS u (v, c, n, k, b)
        """
    let templates: [CampaignTemplate]
    let at: Instant
    let by: String

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
        parameters.append(by)
        parameters.append(templates.map(\.version))
        parameters.append(templates.map(\.code.text))
        parameters.append(templates.map(\.name))
        parameters.append(templates.map(\.kind.rawValue))
        parameters.append(templates.map { String(decoding: JSONWriter.object($0.write), as: UTF8.self) })
    }
}

struct KnownSKUs: Statement {
    typealias Result = String
    static let sql = "SELECT code FROM skus WHERE code = ANY($1)"
    let codes: Set<Code>

    func bind(_ parameters: inout Parameters) {
        parameters.append(codes.map(\.text).sorted())
    }
}
