import TestSupport
import Testing

extension MatrixBrand {
    /// Every store has money with its distributor, an order to read, one to cancel and one that was sold in advance, and a standing order. Nothing is
    /// left of the advance sales afterwards, so no other order is. After `furnishStorefronts`.
    func furnishStores() async throws {
        for distributor in Tree.distributors { try await sellInAdvance(distributor, to: Tree.stores.filter { Tree.parents[$0] == distributor }) }
        for store in Tree.stores {
            _ = try await done(.post, "/v1/accounts/\(store)/deposits", as: Tree.parents[store] ?? "", body: #"{"amountFen":1000000000}"#)
            let advance = try await done(.post, "/v1/storefront/orders", as: store, body: MatrixRows.bottle)
            try #require(advance["status"] == "awaitingBalance", "\(advance.text)")
            try keep(advance["id"], as: "store order balance", of: store)
        }
        for store in Tree.stores {
            for purpose in ["read", "cancel"] {
                try keep(try await done(.post, "/v1/storefront/orders", as: store, body: MatrixRows.bottle)["id"], as: "store order \(purpose)", of: store)
            }
            let weekly = #"{"weekday":1,"lines":[{"sku":"A","quantity":1,"unit":"bottle"}]}"#
            try keep(try await done(.post, "/v1/storefront/standing-orders", as: store, body: weekly)["id"], as: "standing order", of: store)
            _ = try await done(.post, "/v1/stores/\(store)/sales", as: store, body: #"{"lines":[{"sku":"A","units":1}]}"#)
        }
    }
}

extension MatrixBrand {
    /// A bottle for each of its stores.
    private func sellInAdvance(_ distributor: String, to stores: [String]) async throws {
        guard !stores.isEmpty else { return }
        let body = """
            {"name":"预售","component":{"kind":"flashSale","sku":"A","priceFen":11200,"quotaUnits":\(stores.count),
            "depositFen":100,"balanceDue":"2026-06-01T00:00:00Z","shipsAfter":"2026-07-01T00:00:00Z"},
            "schedule":{"startsAt":"2026-01-01T00:00:00Z","endsAt":"2027-01-01T00:00:00Z"}}
            """
        let id = try #require(try await done(.post, "/v1/campaigns", as: distributor, body: body)["id"])
        _ = try await done(.post, "/v1/campaigns/\(id)/submit", as: distributor)
    }
}

extension MatrixRows {
    fileprivate static let bottle = #"{"shipTo":{"latitude":39.92,"longitude":116.44},"lines":[{"sku":"A","quantity":1,"unit":"bottle"}]}"#

    /// What a store does in its distributor's storefront. Its orders have no address for anybody else, to whom the role is refused before it is looked
    /// at what the path names.
    static let storefronts: [MatrixRow] = [
        MatrixRow(.get, "/v1/storefront", .nobody, .orderInStorefront),
        MatrixRow(.get, "/v1/storefront/skus", .nobody, .orderInStorefront),
        MatrixRow(.post, "/v1/storefront/quotes", .nobody, .orderInStorefront).asking { _, _, _ in .init(body: bottle) },
        MatrixRow(.post, "/v1/storefront/orders", .nobody, .orderInStorefront).asking { _, _, _ in .init(body: bottle) },
        MatrixRow(.get, "/v1/storefront/orders", .list(Tree.stores, .reach, field: "id"), .orderInStorefront).marked { $0["store order read", $1] },
        MatrixRow(.get, "/v1/storefront/orders/{id}", .things(Tree.stores, .reach), .orderInStorefront).at { $0["store order read", $1] }.namedInBody(),
        MatrixRow(.post, "/v1/storefront/orders/{id}/repeat", .things(Tree.stores, .reach), .orderInStorefront)
            .asking { brand, _, store in
                // What is repeated has no place of its own: the store's is taken.
                try await brand.brand.sql("UPDATE tributary.organizations SET latitude_e6 = 39920000, longitude_e6 = 116440000 WHERE kind = 'store'")
                return .init(path: [brand["store order read", store]])
            }.namedInBody(),
        MatrixRow(.post, "/v1/storefront/orders/{id}/cancel", .things(Tree.stores, .reach), .orderInStorefront).at { $0["store order cancel", $1] }.namedInBody(),
        MatrixRow(.post, "/v1/storefront/orders/{id}/balance", .things(Tree.stores, .reach), .orderInStorefront).at { $0["store order balance", $1] }.namedInBody(),
        MatrixRow(.get, "/v1/storefronts/{distributor}/orders", .things(Tree.distributors, .reach)).at(),
        MatrixRow(.get, "/v1/storefront/standing-orders", .list(Tree.stores, .reach, field: "id"), .orderInStorefront).marked { $0["standing order", $1] },
        MatrixRow(.post, "/v1/storefront/standing-orders", .nobody, .orderInStorefront).asking { _, _, _ in
            .init(body: #"{"weekday":2,"lines":[{"sku":"A","quantity":1}]}"#)
        },
        MatrixRow(.patch, "/v1/storefront/standing-orders/{id}", .things(Tree.stores, .reach), .orderInStorefront).asking { brand, _, store in
            .init(path: [brand["standing order", store]], body: #"{"skipNext":true}"#)
        }.namedInBody(),
        MatrixRow(.delete, "/v1/storefront/standing-orders/{id}", .things(Tree.stores, .reach), .orderInStorefront).at { $0["standing order", $1] }.namedInBody(),
        MatrixRow(.get, "/v1/stores/{code}/sales", .things(Tree.stores, .reach)).at(),
        MatrixRow(.post, "/v1/stores/{code}/sales", .things(Tree.stores, .reach), .reportSales).asking { _, _, store in
            .init(path: [store], body: #"{"lines":[{"sku":"A","units":1}]}"#)
        }.namedInBody(),
        MatrixRow(.get, "/v1/regions/{code}/supply-cap", .things(Tree.regions, .reach)).at(),
        MatrixRow(.put, "/v1/regions/{code}/supply-cap", .things(Tree.regions, .reach), .limitStorefronts).asking { _, _, region in
            .init(path: [region], body: #"{"enabled":false}"#)
        }.namedInBody(),
    ]
}
