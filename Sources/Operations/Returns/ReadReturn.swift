package import Commerce
import Postgres

extension Brand {
    /// A return, for whoever reaches its buyer.
    /// - Throws: 404 when there is none within the caller's reach.
    package func `return`(_ id: ReturnID, as caller: Caller) async throws -> ReturnView {
        let (_, heads, lines) = try await request.transaction(.oneMoment) { transaction in
            try await transaction.commit(
                with: SetCaller(caller), ReturnByID(id: id, reach: caller.organization.reach), ReturnLines(returns: [id]))
        }
        guard let head = heads.first else { throw Reason.absent("return") }
        return head.view(lines, try await names(organizations: [head.organization], warehouses: Set(lines.map(\.warehouse))))
    }

    /// The returns within the caller's reach, newest first.
    package func returns(status: ReturnStatus?, page: PageRequest, as caller: Caller) async throws -> Page<ReturnView> {
        let before = try page.beforeID()
        let heads = try await read(
            as: caller, ListReturns(before: before, status: status, reach: caller.organization.reach, limit: page.fetchLimit))
        let lines = try await read(as: caller, ReturnLines(returns: heads.map(\.id)))
        let linesOf = Dictionary(grouping: lines, by: \.return)
        let names = try await names(organizations: Set(heads.map(\.organization)), warehouses: Set(lines.map(\.warehouse)))
        return Page(heads, for: page) { String($0.id.rawValue) }.map { $0.view(linesOf[$0.id] ?? [], names) }
    }
}

extension Work {
    /// The return as this work leaves it.
    func returnView(_ id: ReturnID) async throws -> ReturnView {
        let (heads, lines) = try await run(ReturnByID(id: id, reach: OrganizationID.headquarters.reach), ReturnLines(returns: [id]))
        guard let head = heads.first else { throw Reason.absent("return") }
        return head.view(lines, try await names(organizations: [head.organization], warehouses: Set(lines.map(\.warehouse))))
    }
}

private struct ListReturns: Statement {
    typealias Result = ReturnHead

    static let sql = ReturnHead.select + """
         WHERE r.id < $1 AND ($2::text IS NULL OR r.status = $2) AND r.organization_id >= $3 AND r.organization_id < $4
        ORDER BY r.id DESC LIMIT $5
        """
    let before: Int64
    let status: ReturnStatus?
    let reach: Range<OrganizationID>
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(before)
        parameters.append(status?.rawValue)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
        parameters.append(limit)
    }
}
