package import Commerce
package import Postgres

extension Brand {
    /// Reads on behalf of `caller`: its reach is set and the statements run in one round trip, as one transaction, under the role that
    /// row-level security binds. A statement that forgets its filter shows nothing more.
    package func read<each S: Statement>(as caller: Caller, _ statements: repeat each S) async throws -> (repeat Rows<(each S).Result>) {
        try await request.run(after: SetCaller(caller), repeat each statements)
    }

    /// As the `read` of many.
    package func read<S: Statement>(as caller: Caller, _ statement: S) async throws -> Rows<S.Result> {
        let rows = try await request.run(after: SetCaller(caller), statement)
        return rows
    }

    /// As `read(as:)`, from a replica where there is one: for lists and reports that may be a moment old.
    package func readReplica<each S: Statement>(as caller: Caller, _ statements: repeat each S) async throws -> (
        repeat Rows<(each S).Result>
    ) {
        try await replica.run(after: SetCaller(caller), repeat each statements)
    }
}

/// Tells the policies whose reach to hold the statements of this transaction to.
struct SetCaller: Statement {
    static let sql = """
        SELECT set_config('tributary.reach_lower', $1, true), set_config('tributary.reach_upper', $2, true),
               set_config('tributary.reach_region', $3, true)
        """
    let caller: Caller

    init(_ caller: Caller) {
        self.caller = caller
    }

    func bind(_ parameters: inout Parameters) {
        let reach = caller.organization.reach
        parameters.append(String(reach.lowerBound.rawValue))
        parameters.append(String(reach.upperBound.rawValue))
        parameters.append(String(caller.organization.region?.rawValue ?? 0))
    }
}
