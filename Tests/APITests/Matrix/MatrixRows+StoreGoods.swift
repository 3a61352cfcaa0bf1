import Commerce
import TestSupport
import Testing

extension MatrixBrand {
    /// Every store has bought `N`, which its distributor's own warehouse sends, and gives some of it back. After `furnishStores`.
    func furnishStoreGoods() async throws {
        for store in Tree.stores {
            for step in ["pick", "ship", "short", "deliver", "return"] { _ = try await consignment(to: store, for: step) }
            for step in ["read", "accept", "refuse", "receive"] {
                let order = try await consignment(to: store, for: "return")
                let request = #"{"order":"\#(order)","reason":"x","lines":[{"sku":"N","units":1}]}"#
                let id = try #require(try await done(.post, "/v1/returns", as: store, body: request)["id"])
                if step == "receive" { _ = try await done(.post, "/v1/returns/\(id)/accept", as: "HQ") }
                try keep(id, as: "return \(step)", of: store)
            }
            try keep(try await done(.post, "/v1/storefront/orders", as: store, body: Self.goods)["id"], as: "store order cut", of: store)
        }
    }

    /// An order whose one shipment has come as far as `step` starts from.
    /// - Returns: the order's id.
    private func consignment(to store: String, for step: String) async throws -> String {
        let order = try await done(.post, "/v1/storefront/orders", as: store, body: Self.goods)
        let sender = Tree.parents[store] ?? ""
        try #require(order.text(at: "shipments/0/warehouse") == "W-" + sender, "\(order.text)")
        let shipment = try #require(order.text(at: "shipments/0/id"))
        if ["ship", "deliver", "return"].contains(step) { _ = try await done(.post, "/v1/shipments/\(shipment)/pick", as: sender) }
        if ["deliver", "return"].contains(step) { _ = try await done(.post, "/v1/shipments/\(shipment)/ship", as: sender) }
        try keep(shipment, as: "shipment \(step)", of: store)
        try keep(order["id"], as: "order \(step)", of: store)
        return self["order \(step)", store]
    }

    private static let goods = #"{"shipTo":{"latitude":39.92,"longitude":116.44},"lines":[{"sku":"N","quantity":2,"unit":"bottle"}]}"#
}

extension MatrixRows {
    /// What leaves distributors' warehouses, for each store.
    private static let storeConsignments = Tree.stores.map { "\(Tree.parents[$0] ?? "") to \($0)" }

    /// Orders, shipments and returns of stores, on the routes that they share with those of distributors.
    static let storeGoods: [MatrixRow] = [
        MatrixRow(.get, "/v1/orders", .list(Tree.stores, .nowhere, field: "id")).marked { $0["store order read", $1] },
        MatrixRow(.get, "/v1/orders/{id}", .things(Tree.stores, .reach)).at { $0["store order read", $1] },
        MatrixRow(.get, "/v1/orders/{id}/sourcing", .things(Tree.stores, .reach)).at { $0["store order read", $1] },
        MatrixRow(.post, "/v1/orders/{id}/cancel", .things(Tree.stores, .reach), .cancelForStores).at { $0["store order cut", $1] },
        MatrixRow(.get, "/v1/shipments", .list(storeConsignments, .reach, field: "id")).marked { $0["shipment pick", store($1)] },
        MatrixRow(.get, "/v1/shipments/{id}", .things(storeConsignments, .reach)).at { $0["shipment pick", store($1)] },
        MatrixRow(.get, "/v1/shipments/{id}/despatch-note", .things(storeConsignments, .reach)).at { $0["shipment pick", store($1)] },
        MatrixRow(.post, "/v1/shipments/{id}/pick", .things(storeConsignments, .reach), .ownWarehouse).at { $0["shipment pick", store($1)] },
        MatrixRow(.post, "/v1/shipments/{id}/ship", .things(storeConsignments, .reach), .ownWarehouse).at { $0["shipment ship", store($1)] },
        MatrixRow(.post, "/v1/shipments/{id}/short", .things(storeConsignments, .reach), .ownWarehouse).asking { brand, _, subject in
            .init(path: [brand["shipment short", store(subject)]], body: #"{"lines":[{"sku":"N","missingUnits":1}]}"#)
        },
        MatrixRow(.post, "/v1/shipments/{id}/deliver", .things(Tree.stores, .reach), .confirmReceipt).at { $0["shipment deliver", $1] },
        MatrixRow(.get, "/v1/returns", .list(Tree.stores, .reach, field: "id")).marked { $0["return read", $1] },
        MatrixRow(.get, "/v1/returns/{id}", .things(Tree.stores, .reach)).at { $0["return read", $1] },
        MatrixRow(.post, "/v1/returns", .things(Tree.stores, .reach), .requestReturn).asking { brand, _, store in
            .init(body: #"{"order":"\#(brand["order return", store])","reason":"x","lines":[{"sku":"N","units":1}]}"#)
        },
        MatrixRow(.post, "/v1/returns/{id}/accept", .things(Tree.stores, .reach), .ofAnyDistributor).at { $0["return accept", $1] },
        MatrixRow(.post, "/v1/returns/{id}/refuse", .things(Tree.stores, .reach), .ofAnyDistributor).at { $0["return refuse", $1] },
        MatrixRow(.post, "/v1/returns/{id}/receive", .things(Tree.stores, .reach), .executeReturnToDistributor).asking { brand, _, store in
            .init(path: [brand["return receive", store]], body: #"{"lines":[{"sku":"N","units":1,"disposition":"scrap"}]}"#)
        },
    ].map { $0.variant("of a store") }

    private static func store(_ consignment: String) -> String {
        Tree.concerned(by: consignment).last ?? ""
    }
}
