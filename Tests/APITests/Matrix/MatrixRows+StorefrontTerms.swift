import TestSupport

extension MatrixBrand {
    /// Every distributor has a storefront.
    func furnishStorefronts() async throws {
        for distributor in Tree.distributors {
            _ = try await done(.put, "/v1/storefronts/\(distributor)", as: distributor, body: #"{"name":"商城","open":true}"#)
            let goods = #"{"items":[{"sku":"A","priceFen":12000},{"sku":"N","priceFen":10000}]}"#
            _ = try await done(.put, "/v1/storefronts/\(distributor)/assortment", as: distributor, body: goods)
        }
    }
}

extension MatrixRows {
    static let storefrontTerms: [MatrixRow] = [
        MatrixRow(.get, "/v1/storefronts", .list(Tree.distributors, .reach, field: "distributor")),
        MatrixRow(.get, "/v1/storefronts/{distributor}", .things(Tree.distributors, .reach)).at(),
        put("", #"{"name":"商城","open":true}"#),
        MatrixRow(.get, "/v1/storefronts/{distributor}/assortment", .things(Tree.distributors, .reach)).at(),
        put("/assortment", #"{"items":[{"sku":"A","priceFen":10000}]}"#),
        MatrixRow(.get, "/v1/storefronts/{distributor}/tier-rules", .things(Tree.distributors, .reach)).at(),
        put("/tier-rules", #"{"windowDays":90,"core":{"minOrders":8,"minFen":100},"potential":{"minOrders":1,"minFen":1}}"#),
        MatrixRow(.post, "/v1/storefronts/{distributor}/tier-rules/run", .things(Tree.distributors, .reach), .configureStorefront).at(),
        MatrixRow(.get, "/v1/regions/{code}/storefront-policy", .things(Tree.regions, .publishedFromAbove)).at(),
        // A region by itself has no address of its own that would tell whether it is there.
        MatrixRow(.put, "/v1/regions/{code}/storefront-policy", .things(Tree.regions, .reach), .limitStorefronts).asking { _, _, region in
            .init(path: [region], body: #"{"regionStock":true}"#)
        }.namedInBody(),
    ]

    private static func put(_ part: String, _ body: String) -> MatrixRow {
        MatrixRow(.put, "/v1/storefronts/{distributor}" + part, .things(Tree.distributors, .reach), .configureStorefront).asking { _, _, code in
            .init(path: [code], body: body)
        }
    }

    /// Of a store as a customer; to the store itself all of this isn't there.
    static let stores: [MatrixRow] = [
        MatrixRow(.get, "/v1/storefronts/{distributor}/stores", .things(Tree.distributors, .reach)).at(),
        MatrixRow(.post, "/v1/storefronts/{distributor}/stores", .things(Tree.distributors, .reach), .registerStores).asking { brand, _, code in
            .init(path: [code], body: #"{"code":"NEW-\#(brand.next())","name":"新"}"#)
        },
        MatrixRow(.get, "/v1/storefronts/{distributor}/stores/{code}", .things(sellers, .reach)).asking { _, _, code in .init(path: path(code)) },
        MatrixRow(.patch, "/v1/storefronts/{distributor}/stores/{code}", .things(sellers, .reach), .configureStorefront).asking { _, _, code in
            .init(path: path(code), body: #"{"contact":"王店长"}"#)
        },
        MatrixRow(.get, "/v1/storefronts/{distributor}/stores/{code}/changes", .things(sellers, .reach)).asking { _, _, code in
            .init(path: path(code))
        },
    ]

    /// Distributors that have a store.
    private static let sellers = Tree.distributors.filter { distributor in Tree.stores.contains { Tree.parents[$0] == distributor } }

    private static func path(_ distributor: String) -> [String] {
        [distributor] + Tree.stores.filter { Tree.parents[$0] == distributor }
    }
}
