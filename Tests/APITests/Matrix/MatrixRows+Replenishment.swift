import Commerce
import TestSupport

extension MatrixBrand {
    /// Every distributor has a policy with a threshold, suggestions to read, to order and to dismiss, and an alert.
    func furnishReplenishment() async throws {
        for (index, distributor) in Tree.distributors.enumerated() {
            _ = try await done(.put, "/v1/replenishment/policy", as: distributor, body: #"{"overrides":[{"sku":"B","cases":1}]}"#)
            let owner = "(SELECT id FROM organizations WHERE code = '\(distributor)')"
            for (place, sku) in ["A", "B", "N"].enumerated() {
                try await brand.sql("""
                    INSERT INTO replenishment_suggestions (id, organization_id, created_at, computed_at, sold_units, available_units, reorder_units,
                        suggested_cases, lead_days, safety_days, cycle_days, sku_id, status)
                    VALUES (\(Self.base + index * 10 + place), \(owner), now(), now(), 28, 0, 10, 1, 3, 7, 14, (SELECT id FROM skus WHERE code = '\(sku)'), 'open')
                    """)
            }
            try await brand.sql("""
                INSERT INTO stock_alerts (id, organization_id, at, threshold_units, units, sku_id)
                VALUES (\(Self.base + index), \(owner), now(), 180, 1, (SELECT id FROM skus WHERE code = 'B'))
                """)
        }
    }

    static let base = 900_000_000_000
}

extension MatrixRows {
    static let replenishment: [MatrixRow] = [
        MatrixRow(.get, "/v1/replenishment/policy", .nobody, .configureStorefront),
        MatrixRow(.put, "/v1/replenishment/policy", .nobody, .configureStorefront).asking { _, _, _ in .init(body: #"{"safetyDays":5}"#) },
        MatrixRow(.get, "/v1/replenishment/suggestions", .list(Tree.distributors, .reach, field: "distributor")),
        MatrixRow(.get, "/v1/replenishment/suggestions", .things(Tree.distributors, .reach)).variant("of one").asking { _, _, code in
            .init(query: "distributor=\(code)")
        },
        MatrixRow(.get, "/v1/replenishment/suggestions/{id}", .things(Tree.distributors, .reach)).at { suggestion(1, $1) },
        MatrixRow(.post, "/v1/replenishment/suggestions/{id}/order", .things(Tree.distributors, .reach), .order).at { suggestion(0, $1) },
        MatrixRow(.post, "/v1/replenishment/suggestions/{id}/dismiss", .things(Tree.distributors, .reach), .configureStorefront).at { suggestion(2, $1) },
        MatrixRow(.post, "/v1/replenishment/suggestions/run", .nobody, .configureStorefront),
        MatrixRow(.get, "/v1/storefronts/{distributor}/sales", .things(Tree.distributors, .reach)).at(),
        MatrixRow(.get, "/v1/alerts", .list(Tree.distributors, .reach, field: "distributor")),
        MatrixRow(.get, "/v1/alerts/{id}", .things(Tree.distributors, .reach)).at { alert($1) },
        MatrixRow(.post, "/v1/alerts/{id}/acknowledge", .things(Tree.distributors, .reach), .configureStorefront).at { alert($1) },
    ]

    private static func suggestion(_ place: Int, _ distributor: String) -> String {
        SuggestionID(Int64(MatrixBrand.base + number(distributor) * 10 + place)).external
    }

    private static func alert(_ distributor: String) -> String {
        StockAlertID(Int64(MatrixBrand.base + number(distributor))).external
    }

    private static func number(_ distributor: String) -> Int {
        Tree.distributors.firstIndex(of: distributor) ?? 0
    }
}
