import Commerce
import Logging
import Postgres
import TestSupport
import Testing

/// The database alone holds a caller to its reach: a query without any filter, under the role that reads run under, shows nothing outside.
struct RowSecurityTests {
    @Test(.timeLimit(.minutes(20))) func `a query that forgets its filter leaks nothing`() async throws {
        try await MatrixBrand.with { matrix in
            try await Self.addWhatIsRare(matrix)
            let brand = matrix.brand
            for code in Tree.all {
                let caller = try brand.caller(code)
                let reach = caller.organization.reach.lowerBound.rawValue..<caller.organization.reach.upperBound.rawValue
                for table in OwnedTable.all {
                    let permitted = try await brand.value(table.permitted(reach: reach, region: caller.organization.region?.rawValue ?? 0))
                    let seen = try await Self.value(table.seen, at: brand.url, as: caller)
                    #expect(seen == permitted, "\(table.name) as \(code)")
                }
            }
        }
    }

    @Test func `every table is owned, public to the brand or hidden, and every owned one has rows that some don't see`() async throws {
        try await MatrixBrand.with { matrix in
            try await Self.addWhatIsRare(matrix)
            let brand = matrix.brand
            let names = try await brand.value("""
                SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class
                WHERE relnamespace = 'tributary'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND relname NOT LIKE '%migrations%'
                """)
            let known = OwnedTable.all.map(\.name) + OwnedTable.publicToTheBrand + OwnedTable.hidden
            #expect(names?.split(separator: " ").map(String.init) == known.sorted())
            for table in OwnedTable.all {
                let state = try await brand.value("SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE oid = 'tributary.\(table.name)'::regclass")
                #expect(state == "true" || state == "t", "\(table.name) has no forced row-level security")
                let all = try await brand.value(table.seen)
                let store = try await Self.value(table.seen, at: brand.url, as: try brand.caller("S-310101-001"))
                #expect(all != store, "\(table.name) has nothing that a store doesn't see, so nothing is proved by it")
            }
        }
    }

    @Test func `what is hidden can't be read, nor are partitions, and without a caller nothing is seen but what is published`() async throws {
        try await MatrixBrand.with { matrix in
            let brand = matrix.brand
            let partitions = try await brand.value("SELECT string_agg(relname, ' ') FROM pg_class WHERE relnamespace = 'tributary'::regnamespace AND relispartition AND relkind = 'r'")
            let hidden = OwnedTable.hidden + (partitions ?? "").split(separator: " ").map(String.init)
            #expect(hidden.count > OwnedTable.hidden.count)
            for table in hidden {
                await #expect(throws: PostgresError.self, "\(table)") {
                    try await Self.value("SELECT count(*)::text FROM \(table)", at: brand.url, as: try brand.caller("HQ"))
                }
            }
            await #expect(throws: PostgresError.self) {
                try await Self.value("SELECT secret::text FROM webhook_endpoints", at: brand.url, as: try brand.caller("HQ"))
            }
            for table in OwnedTable.all where !table.isPublished {
                #expect(try await Self.value(table.seen, at: brand.url, as: nil) == "", "\(table.name)")
            }
            await #expect(throws: PostgresError.self) {
                try await Self.value("UPDATE orders SET note = 'x' RETURNING id::text", at: brand.url, as: try brand.caller("HQ"))
            }
        }
    }

    /// What the matrix' brand has none of: assortments, prices for one distributor, pool shares, unmet demand, draws on an allocation and rebates.
    private static func addWhatIsRare(_ matrix: MatrixBrand) async throws {
        func done(_ method: TestService.Method, _ path: String, as caller: String, _ body: String) async throws {
            let answer = try await matrix.send(method, path, as: caller, body: body)
            try #require((200..<300).contains(answer.status), "\(path): \(answer.text)")
        }
        for region in Tree.regions { try await done(.put, "/v1/organizations/\(region)/assortment", as: "HQ", #"{"skus":["A","N"]}"#) }
        for code in Tree.regions + Tree.distributors {
            let scope = Tree.kind(code) == .region ? "region" : "distributor"
            try await done(.put, "/v1/price-lists/P-\(code)", as: "HQ", #"{"scope":"\#(scope)","organization":"\#(code)"}"#)
            try await done(.put, "/v1/price-lists/P-\(code)/prices", as: "HQ", #"{"prices":[{"sku":"A","unitPriceFen":9000}]}"#)
        }
        try await done(.put, "/v1/price-lists/P", as: "HQ", #"{"scope":"everyone"}"#)
        let shares = Tree.distributors.map { #"{"organization":"\#($0)","units":600}"# }.joined(separator: ",")
        try await done(
            .put, "/v1/allocations", as: "HQ", #"{"sku":"N","from":"2026-01-01T00:00:00Z","to":"2027-01-01T00:00:00Z","shares":[\#(shares)]}"#)
        for owner in ["HQ"] + Tree.regions + Tree.distributors { try await done(.post, "/v1/campaigns/\(matrix["campaign live", owner])/versions", as: owner, #"{"name":"下一版"}"#) }
        // For stores of a tier that none is in.
        for owner in Tree.distributors {
            let body = #"""
                {"name":"培育店","component":{"kind":"threshold","tiers":[{"minFen":10000,"offFen":1}]},"audience":{"tiers":["nurture"]},
                "schedule":{"startsAt":"2026-01-01T00:00:00Z","endsAt":"2027-01-01T00:00:00Z"}}
                """#
            let made = try await matrix.send(.post, "/v1/campaigns", as: owner, body: body)
            try await done(.post, "/v1/campaigns/\(made["id"] ?? "")/submit", as: owner, "{}")
        }
        for region in Tree.regions { try await done(.put, "/v1/regions/\(region)/storefront-policy", as: region, #"{"regionStock":true}"#) }
        for store in Tree.stores {
            let distributor = Tree.parents[store] ?? ""
            try await done(.patch, "/v1/storefronts/\(distributor)/stores/\(store)", as: distributor, #"{"tier":"core","reason":"旗舰店"}"#)
            try await matrix.brand.sql("""
                INSERT INTO tributary.supply_charges (order_id, organization_id, unit_price_fen, units, line_no)
                SELECT id, id, 1, 1, 0 FROM tributary.organizations WHERE code = '\(distributor)'
                ON CONFLICT DO NOTHING
                """)
        }
        // One that every order carries.
        let everywhere = try await matrix.send(.post, "/v1/campaigns", as: "HQ", body: #"""
            {"name":"全场","component":{"kind":"threshold","tiers":[{"minFen":1,"offFen":1}]},"schedule":{"startsAt":"2026-01-01T00:00:00Z","endsAt":"2027-01-01T00:00:00Z"}}
            """#)
        try await done(.post, "/v1/campaigns/\(everywhere["id"] ?? "")/submit", as: "HQ", "{}")
        for buyer in Tree.distributors {
            try await done(.post, "/v1/orders", as: buyer, #"{"lines":[{"sku":"N","quantity":1}]}"#)
            let id = try matrix.brand.caller(buyer).organization.rawValue
            try await matrix.brand.sql("INSERT INTO tributary.pool_shares (distributor_id, warehouse_id, sku_id, held) VALUES (\(id), 1, 1, 0) ON CONFLICT DO NOTHING")
            try await matrix.brand.sql("INSERT INTO tributary.unmet_demand (at, organization_id, units, sku_id) VALUES (now(), \(id), 6, 1)")
            try await matrix.brand.sql("""
                INSERT INTO tributary.rebate_statements (campaign_id, organization_id, units, earned_fen, updated_at)
                SELECT min(id), \(id), 6, 60, now() FROM tributary.campaigns
                """)
            try await matrix.brand.sql("""
                SET search_path = tributary;
                INSERT INTO point_accounts (organization_id, owner_id, points) VALUES (\(id), 0, 5);
                INSERT INTO point_entries (id, at, organization_id, owner_id, order_id, points, fen, kind) VALUES (\(id), now(), \(id), 0, \(id), 5, 0, 'earned');
                INSERT INTO point_holds (order_id, organization_id, owner_id, points, amount_fen) VALUES (\(id), \(id), 0, 1, 1);
                INSERT INTO order_points (order_id, organization_id, owner_id, campaign_id, earn_bps, version) VALUES (\(id), \(id), 0, 1, 1, 1);
                INSERT INTO points_given (campaign_id, organization_id, fen, uses) VALUES (1, \(id), 5, 1);
                """)
        }
        try await matrix.brand.sql("INSERT INTO tributary.rebate_goods (campaign_id, version, sku_id) SELECT id, 1, 1 FROM tributary.campaigns")
    }

    /// What a query answers under the role that callers' reads run under, with the caller's reach set as a read sets it.
    private static func value(_ query: String, at url: String, as caller: Caller?) async throws -> String? {
        let database = Database.test("request", at: url, size: 1, name: "reach")
        do {
            let value = try await database.transaction { transaction in
                if let caller {
                    let reach = caller.organization.reach
                    let settings = [("lower", reach.lowerBound.rawValue), ("upper", reach.upperBound.rawValue), ("region", caller.organization.region?.rawValue ?? 0)]
                    for (name, value) in settings {
                        _ = try await transaction.run(ValueOf(query: "SELECT set_config('tributary.reach_\(name)', '\(value)', true)"))
                    }
                }
                return try await transaction.run(ValueOf(query: query)).first ?? nil
            }
            await database.close()
            return value
        } catch {
            await database.close()
            throw error
        }
    }
}

/// A query that is made up, through the function that the tests' databases have for it.
private struct ValueOf: Statement {
    typealias Result = String?
    static let sql = "SELECT public.test_value($1)"
    let query: String
    func bind(_ parameters: inout Parameters) { parameters.append(query) }
}
