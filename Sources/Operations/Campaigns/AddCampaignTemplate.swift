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
        let skus = CampaignPlaces(draft.settings).skus
        let known = Set(try await run(KnownSKUs(codes: Set(skus.map(\.code)))))
        let unknown = skus.filter { !known.contains($0.code.text) }.map { "/settings" + $0.pointer }
        guard unknown.isEmpty else { throw CampaignRefusal.places(unknownSKUs: unknown, outOfReach: []) }
        var template = draft
        template.version = (versions.first?.template.version ?? 0) + 1
        _ = try await run(InsertTemplate(template: template, at: now, by: caller.clientID))
        return template
    }
}

struct InsertTemplate: Statement {
    static let sql = "INSERT INTO campaign_templates (created_at, version, code, name, kind, body, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7)"
    let template: CampaignTemplate
    let at: Instant
    let by: String

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
        parameters.append(template.version)
        parameters.append(template.code.text)
        parameters.append(template.name)
        parameters.append(template.kind.rawValue)
        parameters.append(String(decoding: JSONWriter.object(template.write), as: UTF8.self))
        parameters.append(by)
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
