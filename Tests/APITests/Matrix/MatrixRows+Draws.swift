import TestSupport

extension MatrixRows {
    private static let owners = ["HQ"] + Tree.regions

    static let draws: [MatrixRow] = [
        MatrixRow(.post, "/v1/draws", .nobody, .drawPrizes).asking { brand, caller, _ in
            let token = Tree.kind(caller) == .distributor ? try await brand.handIn(for: caller) : "none"
            return .init(body: #"{"campaign":"\#(brand["draw", Tree.region(caller) ?? "HQ"])","token":"\#(token)"}"#)
        },
        MatrixRow(.get, "/v1/draws", .list(Tree.distributors, .reach, field: "id")).marked { $0["drawn", $1] },
        MatrixRow(.get, "/v1/draws/{id}", .things(Tree.distributors, .reach)).at { $0["drawn", $1] },
        MatrixRow(.post, "/v1/draws/boxes", .nobody, .drawPrizes).asking { brand, caller, _ in
            .init(body: #"{"campaign":"\#(brand["box", Tree.region(caller) ?? "HQ"])","quantity":1}"#)
        },
        MatrixRow(.post, "/v1/draws/tokens", .things(owners, .publishedFromAbove), .runCampaigns).asking { brand, _, owner in
            let distributor = Tree.distributors.first { owner == "HQ" || Tree.region($0) == owner } ?? ""
            return .init(body: #"{"campaign":"\#(brand["draw", owner])","distributor":"\#(distributor)","token":"new.\#(brand.next())"}"#)
        },
        MatrixRow(.get, "/v1/draws/tokens", .things(owners, .publishedFromAbove)).asking { brand, _, owner in .init(query: "campaign=\(brand["draw", owner])") },
        MatrixRow(.post, "/v1/draws/{id}/fulfil", .things(Tree.distributors, .reach), .sendPrizes).at { $0["drawn", $1] },
        MatrixRow(.get, "/v1/draws/{id}/proof", .things(owners, .publishedFromAbove)).at { $0["draw", $1] },
        MatrixRow(.get, "/v1/draws/{id}/proof", .things(Tree.distributors, .reach)).variant("by a draw").at { $0["drawn", $1] },
        MatrixRow(.get, "/v1/draws/{id}/odds", .things(owners, .publishedFromAbove)).at { $0["box", $1] },
    ]
}
