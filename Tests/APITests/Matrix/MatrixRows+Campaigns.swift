import TestSupport

extension MatrixRows {
    private static let owners = ["HQ"] + Tree.regions + Tree.distributors

    static let campaigns: [MatrixRow] = [
        MatrixRow(.get, "/v1/campaign-templates", .nobody, .runCampaigns),
        MatrixRow(.get, "/v1/campaign-templates/{code}", .nobody, .runCampaigns).at { _, _ in "T" },
        MatrixRow(.post, "/v1/campaign-templates", .nobody, .headquartersAlone).asking { brand, _, _ in .init(body: MatrixBrand.template("T-\(brand.next())")) },
        MatrixRow(.get, "/v1/campaign-policy", .nobody),
        MatrixRow(.put, "/v1/campaign-policy", .nobody, .headquartersAlone).asking { _, _, _ in
            .init(body: #"{"maxOffBps":3000,"maxBudgetFen":100000000,"requiresApprovalSkus":[],"nearExpiryFastPath":true}"#)
        },
        MatrixRow(.get, "/v1/campaigns", .list(owners, .publishedToStores, field: "id")).marked { $0["campaign live", $1] },
        MatrixRow(.get, "/v1/campaigns/{id}", .things(owners, .publishedToStores)).at { $0["campaign live", $1] },
        MatrixRow(.get, "/v1/campaigns/{id}", .things(owners, .reach)).variant("a draft").at { $0["campaign draft", $1] },
        MatrixRow(.post, "/v1/campaigns", .things(owners, .reach), .runCampaigns).asking { _, _, owner in
            .init(body: #"{"name":"新","template":"T","owner":"\#(owner)","schedule":{"startsAt":"2026-01-01T00:00:00Z","endsAt":"2027-01-01T00:00:00Z"}}"#)
        },
        MatrixRow(.patch, "/v1/campaigns/{id}", .things(owners, .reach), .runCampaigns).asking { brand, _, owner in
            .init(path: [brand["campaign draft", owner]], body: #"{"name":"改"}"#)
        },
        MatrixRow(.post, "/v1/campaigns/{id}/versions", .things(owners, .publishedToStores), .runCampaigns).asking { brand, _, owner in
            .init(path: [brand["campaign live", owner]], body: #"{"name":"下一版"}"#)
        },
        MatrixRow(.post, "/v1/campaigns/{id}/rebase", .things(owners, .reach), .runCampaigns).at { $0["campaign draft", $1] },
        step("submit", of: "draft", owners, .reach, .runCampaigns),
        step("approve", of: "submitted", Tree.regions, .reach, .headquartersAlone),
        step("reject", of: "submitted", Tree.regions, .reach, .headquartersAlone, body: #"{"reason":"否"}"#),
        step("pause", of: "live", owners, .publishedToStores, .runCampaigns),
        step("resume", of: "paused", owners, .publishedToStores, .runCampaigns),
        step("end", of: "live", owners, .publishedToStores, .runCampaigns),
        MatrixRow(.get, "/v1/campaigns/{id}/results", .things(owners, .publishedToStores), .lookIntoCampaigns).at { $0["campaign live", $1] },
        MatrixRow(.get, "/v1/campaigns/{id}/audit", .things(owners, .publishedToStores), .lookIntoCampaigns).at { $0["campaign live", $1] },
        MatrixRow(.get, "/v1/campaigns/{id}/rebates", .things(owners, .publishedToStores)).at { $0["campaign live", $1] },
        // A group buy for each request: a distributor has one seat in a group.
        MatrixRow(.post, "/v1/group-buys/{campaign}/join", .things(Tree.distributors, .reach), .joinGroupBuys).asking { brand, _, buyer in
            .init(path: [try await brand.groupBuy()], body: #"{"distributor":"\#(buyer)","quantity":1}"#)
        }.namedInBody(),
    ]

    /// A step of a campaign that was made for it.
    private static func step(_ step: String, of status: String, _ owners: [String], _ sight: Sight, _ rights: Rights, body: String? = nil) -> MatrixRow {
        MatrixRow(.post, "/v1/campaigns/{id}/\(step)", .things(owners, sight), rights).asking { brand, _, owner in
            .init(path: [try await brand.campaign(of: owner, status)], body: body)
        }
    }
}
