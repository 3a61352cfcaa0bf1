package import Commerce
import Postgres

/// What a run came to.
package struct SuggestionRun: Equatable, Sendable {
    /// Suggestions that are open after it.
    package var open = 0
    /// Those that were, and that stock is no longer short of.
    package var outdated = 0

    package init(open: Int = 0, outdated: Int = 0) {
        self.open = open
        self.outdated = outdated
    }
}

extension Work {
    /// Works out anew what the caller should order.
    /// - Throws: `StorefrontRefusal.unknownStorefront` when it has none, so no stores to sell to.
    package func suggestReplenishment() async throws -> SuggestionRun {
        guard let run = try await suggest(for: caller.organization, unlessSince: nil) else { throw StorefrontRefusal.unknownStorefront }
        return run
    }

    /// The storefront's row is held first, so that two who work it out at once do so one after the other; a suggestion that is open keeps its
    /// id and gets the figures of now.
    /// - Returns: nil when there is no such storefront, or this was done since `dayStart`.
    fileprivate func suggest(for distributor: OrganizationID, unlessSince dayStart: Instant?) async throws -> SuggestionRun? {
        guard try await run(MarkSuggested(distributor: distributor, at: now, before: dayStart)).affected == 1 else { return nil }
        var rows: [UpsertSuggestions.Row] = []
        for figures in try await run(ReplenishmentFigures(distributor: distributor, at: now)) {
            guard let cases = figures.point.suggestedCases(availableUnits: figures.availableUnits, unitsPerCase: figures.unitsPerCase) else { continue }
            rows.append(UpsertSuggestions.Row(id: try await newID(), figures: figures, cases: cases))
        }
        _ = try await run(UpsertSuggestions(distributor: distributor, rows: rows, at: now))
        let outdated = try await run(OutdateSuggestions(distributor: distributor, kept: rows.map(\.figures.sku), at: now)).affected
        return SuggestionRun(open: rows.count, outdated: outdated)
    }
}

extension Brand {
    /// Works out what every distributor with a storefront should order that hasn't been since the day began in Shanghai, each in a
    /// transaction of its own: nightly, when it is asked for often enough.
    /// - Returns: how many distributors it was worked out for.
    package func suggestReplenishmentForAll() async throws -> Int {
        let dayStart = clock.now().shanghaiDay.shanghaiMidnight
        var done = 0
        var after = OrganizationID.headquarters
        while !Task.isCancelled {
            let part = try await writer.run(UnsuggestedStorefronts(dayStart: dayStart, after: after)).map { OrganizationID($0) }
            for distributor in part {
                let run = try await work(for: .system) { try await $0.suggest(for: distributor, unlessSince: dayStart) }
                done += run == nil ? 0 : 1
            }
            guard part.count == UnsuggestedStorefronts.part, let last = part.last else { break }
            after = last
        }
        return done
    }
}

private struct UnsuggestedStorefronts: Statement {
    typealias Result = Int64
    static let part = 100
    static let sql = """
        SELECT organization_id FROM storefronts WHERE organization_id > $2 AND (suggested_at IS NULL OR suggested_at < $1)
        ORDER BY organization_id LIMIT \(part)
        """
    let dayStart: Instant
    let after: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(dayStart))
        parameters.append(after.rawValue)
    }
}

private struct MarkSuggested: Statement {
    static let sql = """
        UPDATE storefronts SET suggested_at = $2 WHERE organization_id = $1 AND ($3::timestamptz IS NULL OR suggested_at IS NULL OR suggested_at < $3)
        """
    let distributor: OrganizationID
    let at: Instant
    let before: Instant?

    func bind(_ parameters: inout Parameters) {
        parameters.append(distributor.rawValue)
        parameters.append(Timestamp(at))
        parameters.append(before.map { Timestamp($0) })
    }
}

private struct UpsertSuggestions: Statement {
    struct Row: Sendable {
        let id: Int64
        let figures: ReplenishmentFigures.Result
        let cases: Int64
    }
    static let sql = """
        INSERT INTO replenishment_suggestions AS g (id, organization_id, created_at, computed_at, status, sku_id, sold_units, available_units, reorder_units,
            suggested_cases, lead_days, safety_days, cycle_days)
        SELECT i, $1, $2, $2, 'open', s, n, a, r, c, l, f, y
        FROM unnest($3::bigint[], $4::int[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::int[], $10::int[], $11::int[])
             AS u (i, s, n, a, r, c, l, f, y)
        ON CONFLICT (organization_id, sku_id) WHERE status = 'open' DO UPDATE SET computed_at = excluded.computed_at, sold_units = excluded.sold_units,
            available_units = excluded.available_units, reorder_units = excluded.reorder_units, suggested_cases = excluded.suggested_cases,
            lead_days = excluded.lead_days, safety_days = excluded.safety_days, cycle_days = excluded.cycle_days
        """
    let distributor: OrganizationID
    let rows: [Row]
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(distributor.rawValue)
        parameters.append(Timestamp(at))
        parameters.append(rows.map(\.id))
        parameters.append(rows.map(\.figures.sku.rawValue))
        parameters.append(rows.map(\.figures.point.soldUnits))
        parameters.append(rows.map(\.figures.availableUnits))
        parameters.append(rows.map(\.figures.point.units))
        parameters.append(rows.map(\.cases))
        parameters.append(rows.map { Int32($0.figures.point.leadDays) })
        parameters.append(rows.map { Int32($0.figures.point.policy.safetyDays) })
        parameters.append(rows.map { Int32($0.figures.point.policy.cycleDays) })
    }
}

private struct OutdateSuggestions: Statement {
    static let sql = """
        UPDATE replenishment_suggestions SET status = 'outdated', decided_at = $3
        WHERE organization_id = $1 AND status = 'open' AND sku_id <> ALL($2::int[])
        """
    let distributor: OrganizationID
    let kept: [SKUID]
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(distributor.rawValue)
        parameters.append(kept.map(\.rawValue))
        parameters.append(Timestamp(at))
    }
}
