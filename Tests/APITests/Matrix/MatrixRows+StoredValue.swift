import TestSupport

extension MatrixRows {
    static let storedValue: [MatrixRow] = [
        MatrixRow(.get, "/v1/stored-value/{organization}", .things(Tree.distributors, .reach)).at(),
        MatrixRow(.post, "/v1/stored-value/top-ups", .things(Tree.distributors, .reach), .order).asking { brand, _, code in
            .init(body: #"{"campaign":"\#(brand["bonus", "HQ"])","times":1,"distributor":"\#(code)"}"#)
        },
        MatrixRow(.get, "/v1/stored-value/top-ups", .list(Tree.distributors, .reach, field: "id")).marked { $0["top-up", $1] },
        MatrixRow(.get, "/v1/stored-value/top-ups/{id}", .things(Tree.distributors, .reach)).at { $0["top-up", $1] },
        MatrixRow(.post, "/v1/stored-value/top-ups/{id}/fulfil", .things(Tree.distributors, .reach), .sendPrizes).at { $0["top-up", $1] },
        MatrixRow(.post, "/v1/stored-value/withdrawals", .things(Tree.distributors, .reach), .order).asking { _, _, code in
            .init(body: #"{"amountFen":1,"distributor":"\#(code)"}"#)
        },
    ]
}
