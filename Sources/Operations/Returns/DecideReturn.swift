package import Commerce
import Postgres

extension Work {
    /// Headquarters lets a requested return come back.
    /// - Throws: 404, or `ReturnRefusal.wrongStatus`.
    package func acceptReturn(_ id: ReturnID) async throws -> ReturnView {
        try await decideReturn(id, .accept, tells: .returnAccepted)
    }

    /// Headquarters doesn't; its units may be requested again.
    /// - Throws: 404, or `ReturnRefusal.wrongStatus`.
    package func refuseReturn(_ id: ReturnID) async throws -> ReturnView {
        try await decideReturn(id, .refuse, tells: .returnRefused)
    }

    private func decideReturn(_ id: ReturnID, _ step: ReturnStep, tells type: EventType) async throws -> ReturnView {
        let (order, head) = try await lockReturn(id)
        let status = try head.status.after(step)
        _ = try await run(DecideReturn(id: id, status: status, at: now))
        try await tell(type, of: id, number: head.number, order, status: status)
        return try await returnView(id)
    }

    /// Locks a return's order, under which nothing of the return moves.
    /// - Parameter waiting: whether stock may be freed, so that who waits for it is locked as well.
    /// - Throws: 404 when there is none.
    func lockReturn(_ id: ReturnID, andWaiting waiting: Bool = false) async throws -> (LockedOrder, ReturnHead) {
        let key = OrderKey.return(id)
        guard let order = waiting ? try await lockOrderAndWaiting(key) : try await lockOrder(key),
            let head = try await run(ReturnByID(id: id, reach: OrganizationID.headquarters.reach)).first
        else { throw Reason.absent("return") }
        return (order, head)
    }
}

private struct DecideReturn: Statement {
    static let sql = "UPDATE returns SET status = $2, decided_at = greatest($3, requested_at) WHERE id = $1"
    let id: ReturnID
    let status: ReturnStatus
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
        parameters.append(status.rawValue)
        parameters.append(Timestamp(at))
    }
}
