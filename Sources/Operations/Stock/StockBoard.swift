package import Commerce
import Postgres
import Synchronization

/// A level as the board learns it.
package struct BoardRow: Sendable, Equatable {
    package let warehouse: WarehouseID
    package let sku: SKUID
    package let level: StockLevel

    package init(warehouse: WarehouseID, sku: SKUID, level: StockLevel) {
        self.warehouse = warehouse
        self.sku = sku
        self.level = level
    }
}

/// Names what one distributor, by its own orders and by those of its stores, holds of one row's pool.
struct PoolShareKey: Hashable, Comparable, Sendable {
    let distributor: OrganizationID
    let warehouse: WarehouseID
    let sku: SKUID

    /// - Parameter buyer: The distributor, or one of its stores.
    init(distributor buyer: OrganizationID, warehouse: WarehouseID, sku: SKUID) {
        distributor = buyer.distributor ?? buyer
        self.warehouse = warehouse
        self.sku = sku
    }

    static func < (left: Self, right: Self) -> Bool {
        (left.distributor, left.warehouse, left.sku) < (right.distributor, right.warehouse, right.sku)
    }
}

/// Where stock levels and pool shares are looked up while an order is planned: on the board, or among rows locked in a transaction.
protocol StockReading {
    func level(_ warehouse: WarehouseID, _ sku: SKUID) -> StockLevel
    func poolHeld(_ key: PoolShareKey) -> Int64
}

/// What this server believes to be free, so that planning an order reads no database. A hint in both directions: what is taken is
/// verified on locked rows, and nothing is refused without having read them.
package final class StockBoard: Sendable {
    struct State: StockReading {
        /// By warehouse key, then SKU key; both are small numbers that the database hands out from 1.
        private var levels: [[StockLevel]] = []
        var held: [PoolShareKey: Int64] = [:]

        func level(_ warehouse: WarehouseID, _ sku: SKUID) -> StockLevel {
            let row = Int(warehouse.rawValue)
            let column = Int(sku.rawValue)
            guard row < levels.count, column < levels[row].count else { return StockLevel() }
            return levels[row][column]
        }

        func poolHeld(_ key: PoolShareKey) -> Int64 {
            held[key] ?? 0
        }

        mutating func set(_ warehouse: WarehouseID, _ sku: SKUID, _ level: StockLevel) {
            let row = Int(warehouse.rawValue)
            let column = Int(sku.rawValue)
            if row >= levels.count { levels.append(contentsOf: repeatElement([], count: row + 1 - levels.count)) }
            if column >= levels[row].count {
                levels[row].append(contentsOf: repeatElement(StockLevel(), count: column + 1 - levels[row].count))
            }
            levels[row][column] = level
        }
    }

    private let database: Database
    private let state = Mutex(State())
    private let isStale = Mutex(false)

    init(database: Database) {
        self.database = database
    }

    /// Reads every level and every pool share that is held.
    package func reload() async throws {
        isStale.withLock { $0 = false }
        let levels: Rows<LoadBoardLevels.Result>
        let shares: Rows<LoadPoolShares.Result>
        do {
            (levels, shares) = try await database.run(LoadBoardLevels(), LoadPoolShares())
        } catch {
            isStale.withLock { $0 = true }
            throw error
        }
        state.withLock { state in
            state = State()
            for row in levels { state.set(row.row.warehouse, row.row.sku, row.row.level) }
            for share in shares { state.held[share.key] = share.held }
        }
    }

    /// What was taken from the board has not been taken after all.
    /// - Parameter reloading: at once; otherwise, and when that fails, with the next `reloadIfStale`.
    func distrust(reloading: Bool) async {
        isStale.withLock { $0 = true }
        if reloading { await reloadIfStale() }
    }

    /// Catches up on a reload that wasn't possible before. When it fails again, it stays due.
    func reloadIfStale() async {
        guard isStale.withLock({ $0 }) else { return }
        try? await reload()
    }

    /// What a transaction of this server left behind.
    func learn(_ rows: [BoardRow], held: [PoolShareKey: Int64] = [:]) {
        guard !rows.isEmpty || !held.isEmpty else { return }
        state.withLock { state in
            for row in rows { state.set(row.warehouse, row.sku, row.level) }
            for (key, units) in held { state.held[key] = units == 0 ? nil : units }
        }
    }

    func withState<T>(_ body: (inout State) throws -> sending T) rethrows -> sending T {
        try state.withLock { try body(&$0) }
    }
}

private struct LoadBoardLevels: Statement {
    struct Result: RowDecodable {
        let row: BoardRow
        init(from row: inout RowReader) throws {
            self.row = BoardRow(
                warehouse: WarehouseID(try row.next()), sku: SKUID(try row.next()),
                level: StockLevel(
                    onHand: try row.next(), reserved: try row.next(), poolReserved: try row.next(), safetyStock: try row.next()))
        }
    }
    static let sql = """
        SELECT warehouse_id, sku_id, on_hand, reserved, pool_reserved, safety_stock FROM stock_levels
        """
    func bind(_ parameters: inout Parameters) {}
}

private struct LoadPoolShares: Statement {
    struct Result: RowDecodable {
        let key: PoolShareKey
        let held: Int64
        init(from row: inout RowReader) throws {
            key = PoolShareKey(
                distributor: OrganizationID(try row.next()), warehouse: WarehouseID(try row.next()), sku: SKUID(try row.next()))
            held = try row.next()
        }
    }
    static let sql = "SELECT distributor_id, warehouse_id, sku_id, held FROM pool_shares WHERE held > 0"
    func bind(_ parameters: inout Parameters) {}
}
