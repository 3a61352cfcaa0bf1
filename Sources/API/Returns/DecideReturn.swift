import Commerce
import Operations

extension Endpoint {
    static let acceptReturn = Endpoint(.post, "/v1/returns/{id}/accept", may: .decideReturns, keyed: true) { call in
        try await call.returnDecision { work, id in try await work.acceptReturn(id) }
    }

    static let refuseReturn = Endpoint(.post, "/v1/returns/{id}/refuse", may: .decideReturns, keyed: true) { call in
        try await call.returnDecision { work, id in try await work.refuseReturn(id) }
    }
}

extension Call {
    fileprivate func returnDecision(_ decide: @escaping @Sendable (Work, ReturnID) async throws -> ReturnView) async throws -> Answer {
        try noQuery()
        try noBody()
        let id = try id(of: ReturnEntity.self)
        return try await work { work in
            let decided = try await decide(work, id)
            return .ok { json in json.object { $0.return(decided) } }
        }
    }
}
