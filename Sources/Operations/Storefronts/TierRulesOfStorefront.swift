package import Commerce
import Postgres

/// By what a storefront ranks its stores.
package struct TierRulesView: Equatable, Sendable {
    package let rules: TierRules
    /// Whether they are the standard ones, because its distributor has put none.
    package let isStandard: Bool
}

extension Brand {
    /// - Throws: `StorefrontRefusal.unknownStorefront`.
    package func tierRules(of distributor: Code, as caller: Caller) async throws -> TierRulesView {
        let rows = try await read(as: caller, ReadTierRules(distributor: distributor, reach: caller.organization.reach))
        guard let row = rows.first else { throw StorefrontRefusal.unknownStorefront }
        return TierRulesView(rules: row.rules ?? .standard, isStandard: row.rules == nil)
    }
}

extension Work {
    /// Puts the caller's own rules. They hold from the next ranking on.
    /// - Throws: `StorefrontRefusal.unknownStorefront` for any distributor but the caller, and when it has no storefront.
    package func putTierRules(_ rules: TierRules, of distributor: Code) async throws -> TierRulesView {
        guard distributor == caller.code, try await run(SetTierRules(distributor: caller.organization, rules: rules, at: now)).affected == 1 else {
            throw StorefrontRefusal.unknownStorefront
        }
        try await emit(.storefrontChanged, about: caller.organization) { json in
            json.field("distributor", distributor.text)
            json.object("tierRules", rules.write)
        }
        return TierRulesView(rules: rules, isStandard: false)
    }

    func tierRules(of distributor: OrganizationID) async throws -> TierRules {
        try await run(TierRulesOf(distributor: distributor)).first?.rules ?? .standard
    }
}

private struct TierRulesRow: RowDecodable {
    let rules: TierRules?
    init(from row: inout RowReader) throws {
        rules = try row.next(String?.self).map { try TierRules(stored: $0) }
    }
}

private struct ReadTierRules: Statement {
    typealias Result = TierRulesRow
    static let sql = """
        SELECT f.tier_rules FROM organizations o JOIN storefronts f ON f.organization_id = o.id WHERE o.code = $1 AND o.id >= $2 AND o.id < $3
        """
    let distributor: Code
    let reach: Range<OrganizationID>

    func bind(_ parameters: inout Parameters) {
        parameters.append(distributor.text)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
    }
}

/// Not locked: whoever ranks meanwhile ranks by the rules of a moment ago.
private struct TierRulesOf: Statement {
    typealias Result = TierRulesRow
    static let sql = "SELECT tier_rules FROM storefronts WHERE organization_id = $1"
    let distributor: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(distributor.rawValue)
    }
}

private struct SetTierRules: Statement {
    static let sql = "UPDATE storefronts SET tier_rules = $2, updated_at = $3 WHERE organization_id = $1"
    let distributor: OrganizationID
    let rules: TierRules
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(distributor.rawValue)
        parameters.append(String(decoding: JSONWriter.object(rules.write), as: UTF8.self))
        parameters.append(Timestamp(at))
    }
}
