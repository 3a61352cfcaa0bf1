import TestSupport

/// The matrix, folder by folder as the routes are.
enum MatrixRows {
    static let all =
        service + organizations + catalog + pricing + stock + sourcing + orders + shipments + returns + accounts + storedValue + points + events + campaigns
        + draws + storefrontTerms + stores + storefronts + storeGoods + members + replenishment

    static let service: [MatrixRow] = [
        MatrixRow(.get, "/health/live", .anybody),
        MatrixRow(.get, "/health/ready", .anybody),
        MatrixRow(.get, "/metrics", .anybody),
        MatrixRow(.get, "/openapi.json", .anybody),
        MatrixRow(.post, "/oauth/token", .anybody).asking { _, _, _ in
            .init(body: "grant_type=client_credentials&client_id=HQ&client_secret=demo", mediaType: "application/x-www-form-urlencoded")
        },
    ]

    static let organizations: [MatrixRow] = [
        MatrixRow(.get, "/v1/me", .nobody),
        MatrixRow(.get, "/v1/organizations", .list(Tree.all, .reach, field: "code")),
        MatrixRow(.get, "/v1/organizations/{code}", .things(Tree.all, .reach)).at(),
        MatrixRow(.post, "/v1/organizations", .things(Tree.keepers, .reach), .ownAndBelow).asking { brand, _, parent in
            .init(body: #"{"code":"NEW-\#(brand.next())","name":"新","parent":"\#(parent)"}"#)
        },
        MatrixRow(.patch, "/v1/organizations/{code}", .things(Tree.all, .reach), .changeBelow).asking { _, _, code in
            .init(path: [code], body: #"{"name":"\#(code)"}"#)
        },
        MatrixRow(.get, "/v1/organizations/{code}/clients", .things(Tree.all, .reach), .clients).at(),
        MatrixRow(.post, "/v1/organizations/{code}/clients", .things(Tree.all, .reach), .clients).asking { brand, _, code in
            .init(path: [code], body: #"{"clientId":"CLIENT-\#(brand.next())"}"#)
        },
        MatrixRow(.delete, "/v1/organizations/{code}/clients", .things(Tree.all, .reach), .clients).asking { brand, _, code in
            let id = "CLIENT-\(brand.next())"
            let owner = "(SELECT id FROM organizations WHERE code = '\(code)')"
            try await brand.brand.sql("INSERT INTO api_clients (client_id, organization_id) VALUES ('\(id)', \(owner))")
            return .init(path: [code], query: "clientId=\(id)")
        },
    ]

    static let catalog: [MatrixRow] = [
        MatrixRow(.get, "/v1/skus", .list(["HQ"] + Tree.regions, .publishedFromAbove, field: "code")).marked { _, owner in sku(of: owner) },
        MatrixRow(.get, "/v1/skus/{code}", .things(["HQ"] + Tree.regions, .publishedFromAbove)).at { _, owner in sku(of: owner) },
        MatrixRow(.patch, "/v1/skus/{code}", .things(["HQ"] + Tree.regions, .publishedFromAbove), .editSKUs).asking { _, _, owner in
            .init(path: [sku(of: owner)], body: #"{"shelfLifeDays":90,"gtin":"\#(gtin(Tree.all.firstIndex(of: owner) ?? 0))"}"#)
        },
        MatrixRow(.post, "/v1/skus", .nobody, .editSKUs).asking { brand, _, _ in .init(body: newSKU(brand.next())) },
        MatrixRow(.post, "/v1/skus/import", .nobody, .editSKUs).asking { _, _, _ in
            .init(
                body: "code,name,brand,series,category,aroma,abvTenths,volumeMl,unitsPerCase,caseWeightGrams,gtin,priceBand,listPriceFen,floorPriceFen\n",
                mediaType: "text/csv")
        },
        MatrixRow(.get, "/v1/organizations/{code}/assortment", .things(Tree.all, .reach)).at(),
        MatrixRow(.put, "/v1/organizations/{code}/assortment", .things(Tree.regions, .reach), .editAssortments).asking { _, _, region in
            .init(path: [region], body: #"{"mode":"all"}"#)
        },
    ]

    private static func sku(of owner: String) -> String {
        owner == "HQ" ? "A" : "X-" + owner
    }

    /// Discontinued, so that it needs no room in a quota.
    private static func newSKU(_ number: Int) -> String {
        return """
            {"code":"SKU-\(number)","name":"酒","brand":"牌","series":"系","category":"baijiu","aroma":"浓香","abvTenths":520,"volumeMl":500,"unitsPerCase":6,
            "caseWeightGrams":6000,"gtin":"\(gtin(number))","priceBand":"mid","listPriceFen":9900,"floorPriceFen":8000,"status":"discontinued"}
            """
    }

    /// A valid one, another for each number.
    private static func gtin(_ number: Int) -> String {
        let digits = "690000\(100_000 + number)"
        let sum = digits.enumerated().reduce(0) { $0 + (Int(String($1.element)) ?? 0) * ($1.offset % 2 == 0 ? 1 : 3) }
        return digits + String((10 - sum % 10) % 10)
    }

    static let pricing: [MatrixRow] = [
        MatrixRow(.put, "/v1/price-lists/{code}", .nobody, .headquartersAlone).asking { _, _, _ in .init(path: ["P"], body: #"{"scope":"everyone"}"#) },
        MatrixRow(.get, "/v1/price-lists/{code}", .nobody, .headquartersAlone).at { _, _ in "P" },
        MatrixRow(.get, "/v1/price-lists", .nobody, .headquartersAlone),
        MatrixRow(.get, "/v1/price-lists/{code}/prices", .nobody, .headquartersAlone).at { _, _ in "P" },
        MatrixRow(.put, "/v1/price-lists/{code}/prices", .nobody, .headquartersAlone).asking { _, _, _ in
            .init(path: ["P"], body: #"{"prices":[{"sku":"A","unitPriceFen":9000}]}"#)
        },
        MatrixRow(.post, "/v1/pricing/simulations", .nobody).asking { _, _, _ in
            .init(
                body: #"{"at":"2026-06-11T04:00:00Z","buyer":{"organization":"D-1","region":"R-1"},"lines":[{"sku":"A","units":1,"unitPriceFen":1,"floorPriceFen":1}],"campaigns":[]}"#)
        },
    ]

    static let sourcing: [MatrixRow] = [
        MatrixRow(.get, "/v1/sourcing/policy", .nobody),
        MatrixRow(.put, "/v1/sourcing/policy", .nobody, .headquartersAlone).asking { _, _, _ in .init(body: "{}") },
        MatrixRow(.post, "/v1/sourcing/simulations", .nobody).asking { _, _, _ in
            .init(body: #"{"lines":[{"sku":"A","units":1,"gramsPerUnit":1}],"warehouses":[]}"#)
        },
    ]

    static let accounts: [MatrixRow] = [
        MatrixRow(.get, "/v1/accounts/{organization}", .things(Tree.distributors + Tree.stores, .reach)).at(),
        MatrixRow(.get, "/v1/accounts/{organization}/entries", .things(Tree.distributors + Tree.stores, .reach)).at(),
        deposit(Tree.distributors, .ofOneLevelBelow), deposit(Tree.stores, .ofOwnStores).variant("of a store"),
        creditLimit(Tree.distributors, .ofOneLevelBelow), creditLimit(Tree.stores, .ofOwnStores).variant("of a store"),
    ]

    static let points: [MatrixRow] = [
        MatrixRow(.get, "/v1/points/{organization}", .things(Tree.distributors, .reach)).at(),
        MatrixRow(.get, "/v1/points/{organization}/entries", .things(Tree.distributors, .reach)).at(),
    ]
    private static func deposit(_ owners: [String], _ rights: Rights) -> MatrixRow {
        MatrixRow(.post, "/v1/accounts/{organization}/deposits", .things(owners, .reach), rights).asking { _, _, code in
            .init(path: [code], body: #"{"amountFen":1}"#)
        }
    }

    private static func creditLimit(_ owners: [String], _ rights: Rights) -> MatrixRow {
        MatrixRow(.put, "/v1/accounts/{organization}/credit-limit", .things(owners, .reach), rights).asking { _, _, code in
            .init(path: [code], body: #"{"creditLimitFen":1000}"#)
        }
    }

    static let events: [MatrixRow] = [
        MatrixRow(.get, "/v1/events", .list(Tree.all, .reach, field: "organization")),
        MatrixRow(.get, "/v1/webhooks", .list(Tree.all, .reach, field: "organization"), .clients),
        MatrixRow(.post, "/v1/webhooks", .nobody, .clients).asking { _, _, _ in .init(body: #"{"url":"https://example.com/"}"#) },
        MatrixRow(.delete, "/v1/webhooks/{id}", .things(Tree.all, .reach), .clients).asking { brand, _, owner in
            let id = 1_000_000_000 + Int64(brand.next())
            try await brand.brand.sql("""
                INSERT INTO webhook_endpoints (id, organization_id, cursor_xid, url, secret)
                SELECT \(id), id, pg_current_xact_id(), 'https://example.com/', '' FROM organizations WHERE code = '\(owner)'
                """)
            return .init(path: [webhook(id)])
        },
    ]
}
