import Commerce
import Postgres

/// The snapshot's policies or warehouses were not those in force, so what it couldn't fill may be filled after all: read them and plan again.
/// Who is told so comes at a moment when they can't be read.
struct StaleSourcing: Refusal {
    var parts: Set<CatalogPart> = [.warehouses, .pool, .sourcing]

    var reason: Reason {
        Reason(.unavailable(retryAfterSeconds: Unavailability.retryAfterSeconds), "UNAVAILABLE", "Policies have just changed; try again in a moment.")
    }
}

/// What tells the policies in force and the set of warehouses from those that a snapshot has. Read only when an order falls short: nobody is
/// told that something is not to be had by a snapshot that others have left behind.
struct SourcingMark: Statement {
    struct Result: RowDecodable {
        let poolVersion: Int?
        let sourcingVersion: Int?
        let warehouses: Int
        let lastWarehouse: WarehouseID?
        init(from row: inout RowReader) throws {
            poolVersion = try row.next(Int32?.self).map { Int($0) }
            sourcingVersion = try row.next(Int32?.self).map { Int($0) }
            warehouses = Int(try row.next(Int64.self))
            lastWarehouse = try row.next(Int32?.self).map { WarehouseID($0) }
        }

        func agrees(with snapshot: Snapshot) -> Bool {
            (poolVersion ?? snapshot.pool.version) == snapshot.pool.version
                && (sourcingVersion ?? snapshot.sourcing.version) == snapshot.sourcing.version
                && warehouses == snapshot.warehouses.count && lastWarehouse == snapshot.warehouses.last
        }
    }
    /// Both the number and the last: of two made at once, the one with the lower id may be seen later.
    static let sql = """
        SELECT (SELECT max(version) FROM pool_policies), (SELECT max(version) FROM sourcing_policies),
               (SELECT count(*) FROM warehouses), (SELECT max(id) FROM warehouses)
        """
    func bind(_ parameters: inout Parameters) {}
}
