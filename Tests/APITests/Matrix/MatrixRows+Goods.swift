import Commerce
import TestSupport

extension MatrixRows {
    static func webhook(_ id: Int64) -> String { ID<WebhookEntity>(id).external }

    static let stock: [MatrixRow] = [
        MatrixRow(.get, "/v1/warehouses", .list(Tree.keepers, .publishedFromAbove, field: "code")).marked { _, owner in "W-" + owner },
        MatrixRow(.get, "/v1/warehouses/{code}", .things(Tree.keepers, .publishedFromAbove)).at { _, owner in "W-" + owner },
        MatrixRow(.post, "/v1/warehouses", .things(Tree.keepers, .reach), .ownAndBelow).asking { brand, _, owner in
            .init(body: #"{"code":"WH-\#(brand.next())","name":"仓","organization":"\#(owner)","latitude":0,"longitude":0}"#)
        },
        MatrixRow(.get, "/v1/stock", .list(Tree.keepers, .publishedFromAbove, field: "warehouse")).marked { _, owner in "W-" + owner },
        MatrixRow(.get, "/v1/lots", .list(Tree.keepers, .reach, field: "warehouse")).marked { _, owner in "W-" + owner },
        MatrixRow(.get, "/v1/stock/movements", .list(Tree.keepers, .reach, field: "warehouse")).marked { _, owner in "W-" + owner },
        movement("receipt", .ownWarehouse) { _, owner in #""warehouse":"W-\#(owner)","lines":[{"sku":"A","units":6}]"# },
        movement("adjustment", .ownWarehouse) { _, owner in #""warehouse":"W-\#(owner)","lines":[{"sku":"A","units":-1}]"# },
        movement("transfer", .transferTo) { caller, owner in
            let from = (Tree.kind(caller) == .store ? "D-110105" : caller)
            return #""warehouse":"W-\#(from)","toWarehouse":"V-\#(owner)","lines":[{"sku":"A","units":1}]"#
        },
        movement("transfer", .ownWarehouse, "from there") { caller, owner in
            #""warehouse":"W-\#(owner)","toWarehouse":"V-\#(owner)","lines":[{"sku":"A","units":1}]"#
        },
        MatrixRow(.put, "/v1/stock/safety", .things(Tree.keepers, .publishedFromAbove), .ownWarehouse).asking { _, _, owner in
            .init(body: #"{"warehouse":"W-\#(owner)","sku":"A","units":1}"#)
        },
        MatrixRow(.get, "/v1/stock/pool-policy", .nobody),
        MatrixRow(.put, "/v1/stock/pool-policy", .nobody, .headquartersAlone).asking { _, _, _ in
            .init(body: #"{"ratioBps":3000,"perDistributorBps":2000}"#)
        },
        MatrixRow(.post, "/v1/stock/pool-policy/simulations", .nobody, .headquartersAlone).asking { _, _, _ in
            .init(body: #"{"ratioBps":3500,"from":"2026-01-01","to":"2026-12-31"}"#)
        },
        // One share each: who sees a share of it sees the allocation, and of it that share alone.
        MatrixRow(.get, "/v1/allocations", .list(Tree.regions + Tree.distributors, .reach, field: "shares")),
        MatrixRow(.put, "/v1/allocations", .things(Tree.distributors, .reach), .allocate).asking { _, _, receiver in
            let shares = #"[{"organization":"\#(receiver)","units":1}]"#
            return .init(body: #"{"sku":"A","from":"2040-01-01T00:00:00Z","to":"2041-01-01T00:00:00Z","shares":\#(shares)}"#)
        },
        MatrixRow(.post, "/v1/allocations/proposals", .nobody, .allocate).asking { _, _, _ in
            .init(body: #"{"sku":"A","units":10,"from":"2040-01-01T00:00:00Z","to":"2041-01-01T00:00:00Z"}"#)
        },
    ]

    private static func movement(
        _ kind: String, _ rights: Rights, _ variant: String = "", _ rest: @escaping @Sendable (_ caller: String, _ owner: String) -> String
    ) -> MatrixRow {
        MatrixRow(.post, "/v1/stock/movements", .things(Tree.keepers, .publishedFromAbove), rights)
            .variant(variant.isEmpty ? kind : kind + " " + variant)
            .asking { _, caller, owner in .init(body: #"{"kind":"\#(kind)","reason":"",\#(rest(caller, owner))}"#) }
    }

    static let orders: [MatrixRow] = [
        MatrixRow(.post, "/v1/quotes", .things(Tree.distributors, .reach), .order).asking { _, _, buyer in .init(body: order(for: buyer)) },
        MatrixRow(.post, "/v1/orders", .things(Tree.distributors, .reach), .order).asking { _, _, buyer in .init(body: order(for: buyer)) },
        MatrixRow(.post, "/v1/orders/import", .things(Tree.distributors, .reach), .order)
            .asking { brand, _, buyer in
                .init(body: "orderRef,distributor,sku,quantity\nPO-\(brand.next()),\(buyer),A,1\n", mediaType: "text/csv")
            }
            .reading { answer in
                // The sheet is read either way; its one order is placed or isn't.
                guard answer.status == 200, answer.number(at: "accepted") == 0 else { return nil }
                return answer.text(at: "errors/0/code") == "NOT_FOUND" ? .absent : .other(200, answer.text)
            },
        MatrixRow(.get, "/v1/orders", .list(Tree.distributors, .reach, field: "distributor")),
        MatrixRow(.get, "/v1/orders", .things(Tree.distributors, .reach)).variant("of one").asking { _, _, buyer in .init(query: "distributor=\(buyer)") },
        MatrixRow(.get, "/v1/orders/{id}", .things(Tree.distributors, .reach)).at { $0["order read", $1] },
        MatrixRow(.get, "/v1/orders/{id}/sourcing", .things(Tree.distributors, .reach)).at { $0["order read", $1] },
        MatrixRow(.post, "/v1/orders/{id}/cancel", .things(Tree.distributors, .reach), .order).at { $0["order cancel", $1] },
        MatrixRow(.post, "/v1/orders/{id}/balance", .things(Tree.distributors, .reach), .order).at { $0["order balance", $1] },
        MatrixRow(.get, "/v1/backorders", .list(Tree.distributors, .reach, field: "distributor")),
    ]

    private static func order(for buyer: String) -> String {
        #"{"distributor":"\#(buyer)","lines":[{"sku":"A","quantity":1}]}"#
    }

    /// What leaves headquarters' and the regions' warehouses, for each distributor.
    private static let consignments = Tree.distributors.flatMap { buyer in ["HQ", Tree.region(buyer) ?? ""].map { "\($0) to \(buyer)" } }

    static let shipments: [MatrixRow] = [
        MatrixRow(.get, "/v1/shipments", .list(consignments, .reach, field: "id")).marked { shipment("pick", $0, $1) },
        MatrixRow(.get, "/v1/shipments/{id}", .things(consignments, .reach)).at { shipment("pick", $0, $1) },
        MatrixRow(.get, "/v1/shipments/{id}/despatch-note", .things(consignments, .reach)).at { shipment("pick", $0, $1) },
        MatrixRow(.post, "/v1/shipments/{id}/pick", .things(consignments, .reach), .ownWarehouse).at { shipment("pick", $0, $1) },
        MatrixRow(.post, "/v1/shipments/{id}/ship", .things(consignments, .reach), .ownWarehouse).at { shipment("ship", $0, $1) },
        MatrixRow(.post, "/v1/shipments/{id}/short", .things(consignments, .reach), .ownWarehouse).asking { brand, _, subject in
            let sku = subject.hasPrefix("HQ") ? "A" : "N"
            return .init(path: [shipment("short", brand, subject)], body: #"{"lines":[{"sku":"\#(sku)","missingUnits":1}]}"#)
        },
        MatrixRow(.post, "/v1/shipments/{id}/deliver", .things(Tree.distributors, .reach), .confirmReceipt).at { $0["shipment deliver", "HQ " + $1] },
        MatrixRow(.get, "/v1/reports/promises", .nobody),
    ]

    private static func shipment(_ step: String, _ brand: MatrixBrand, _ consignment: String) -> String {
        let parts = Tree.concerned(by: consignment)
        return brand["shipment \(step)", parts[0] == "HQ" ? "HQ " + parts[1] : parts[1]]
    }

    static let returns: [MatrixRow] = [
        MatrixRow(.get, "/v1/returns", .list(Tree.distributors, .reach, field: "id")).marked { $0["return accept", $1] },
        MatrixRow(.get, "/v1/returns/{id}", .things(Tree.distributors, .reach)).at { $0["return accept", $1] },
        MatrixRow(.post, "/v1/returns", .things(Tree.distributors, .reach), .requestReturn).asking { brand, _, buyer in
            .init(body: #"{"order":"\#(brand["order return HQ", buyer])","reason":"x","lines":[{"sku":"A","units":1}]}"#)
        },
        MatrixRow(.post, "/v1/returns/{id}/accept", .things(Tree.distributors, .reach), .ofAnyDistributor).at { $0["return accept", $1] },
        MatrixRow(.post, "/v1/returns/{id}/refuse", .things(Tree.distributors, .reach), .ofAnyDistributor).at { $0["return refuse", $1] },
        MatrixRow(.post, "/v1/returns/{id}/receive", .things(Tree.distributors, .reach), .executeReturn).asking { brand, _, buyer in
            .init(path: [brand["return receive", buyer]], body: #"{"lines":[{"sku":"A","units":1,"disposition":"scrap"}]}"#)
        },
    ]
}
