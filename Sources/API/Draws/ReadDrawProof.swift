import Commerce
import HTTPTypes
import Operations

extension Endpoint {
    /// By a campaign's id with its whole log, by a draw's with its line alone.
    static let readDrawProof = Endpoint(.get, "/v1/draws/{id}/proof") { call in
        var query = call.query
        let page = query.page()
        try query.finish()
        let proof: DrawProofView
        if let draw = DrawID(external: try call.parameter("id")) {
            proof = try await call.brand.drawProof(of: draw, page: page, as: call.caller)
        } else {
            proof = try await call.brand.drawProof(of: try call.id(of: CampaignEntity.self), page: page, as: call.caller)
        }
        let cursor = proof.draws.next.map(Cursor.encoded)
        var answer = Answer.ok { json in
            json.object { json in
                json.field("campaign", proof.campaign.external)
                json.field("commitment", proof.commitment)
                json.field("algorithm", DrawProof.algorithm)
                json.field("seed", proof.seed)
                json.array("prizes", proof.pool.prizes) { $0.prize($1) }
                json.array("budgets", proof.budgets) { json, budget in
                    json.field("version", budget.version)
                    json.field("amountFen", budget.amountFen)
                }
                json.array("draws", proof.draws.items) { $0.line($1) }
                json.field("nextCursor", cursor)
            }
        }
        if let cursor { answer.headers[.link] = "<\(call.target(withCursor: cursor))>; rel=\"next\"" }
        return answer
    }

    static let readDrawOdds = Endpoint(.get, "/v1/draws/{id}/odds") { call in
        try call.noQuery()
        let odds = try await call.brand.drawOdds(of: try call.id(of: CampaignEntity.self), as: call.caller)
        return .ok { json in
            json.object { json in
                json.field("campaign", odds.campaign.external)
                json.field("priceFen", odds.priceFen)
                json.field("drawn", odds.drawn)
                json.array("prizes", zip(odds.pool.prizes, odds.remaining)) { json, prize in
                    json.prize(prize.0)
                    json.field("remaining", prize.1)
                }
            }
        }
    }
}

extension JSONObjectWriter {
    fileprivate mutating func line(_ line: DrawProofView.Line) {
        field("number", line.number)
        field("tokenDigest", line.tokenDigest)
        field("token", line.token)
        field("prize", line.prize)
        field("fen", line.fen)
        field("version", line.money?.version)
        field("moneyLeftBefore", line.money?.leftFen)
        field("limitedToFen", line.money?.limitedToFen)
        field("remainingBefore") { json in
            json.array { json in
                for left in line.remaining {
                    json.element { json in
                        if let left { json.value(left) } else { json.null() }
                    }
                }
            }
        }
    }
}
