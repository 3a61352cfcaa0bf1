package import Commerce
package import Logging
package import Postgres

/// One brand as a server sees it: its database under two roles, what it keeps in memory, and everything that can be asked of it.
/// Use cases are extensions of this type or of `Work`, one a file, in folders named as in `Commerce`.
///
/// It holds no state that matters: what is in memory can be thrown away and read again at any time.
package final class Brand: Sendable {
    /// Writes, and reads that must see everybody's rows. Role `tributary_writer`.
    package let writer: Database
    /// Reads on behalf of a caller, bound by row-level security. Role `tributary_request`.
    package let request: Database
    /// The same role on a replica, for reads that may be a moment old; the primary where there is none.
    package let replica: Database
    package let catalog: SnapshotKeeper
    package let board: StockBoard
    package let intake: OrderIntake
    package let clock: BrandClock
    package let ids: EntityIDs
    package let numbers: OrderNumbers
    package let settings: BrandSettings
    package let logger: Logger

    package init(
        writer: Database, intakeDatabase: Database? = nil, request: Database, replica: Database? = nil, settings: BrandSettings,
        clock: BrandClock = BrandClock(), logger: Logger
    ) {
        self.writer = writer
        self.request = request
        self.replica = replica ?? request
        self.settings = settings
        self.clock = clock
        self.logger = logger
        // Not from the writer's pool: a unit of work asks for ids while it holds one of its connections, and when all of them did so
        // at once, none would be left to fetch the next block. The intake's pool has one connection more than the intake ever has transactions,
        // so one for a block of numbers is always to be had.
        let ids = EntityIDs(database: intakeDatabase ?? writer, clock: clock)
        let numbers = OrderNumbers(database: intakeDatabase ?? writer)
        let catalog = SnapshotKeeper(database: writer, logger: logger)
        let board = StockBoard(database: writer)
        self.ids = ids
        self.numbers = numbers
        self.catalog = catalog
        self.board = board
        self.intake = OrderIntake(
            database: intakeDatabase ?? writer, catalog: catalog, board: board, clock: clock, ids: ids, numbers: numbers,
            settings: settings, logger: logger)
    }

    /// Reads the catalogue and the stock board; the brand can be asked things afterwards.
    package func load() async throws {
        try await catalog.reloadAll()
        try await board.reload()
        await intake.setBackorders(
            OrderIntake.Backorders(
                fill: { [self] skus in try await work(for: .system) { try await $0.fillBackorders(of: skus, holdingLocks: false) } },
                fillArrivals: { [self] rows in try await work(for: .system) { try await $0.fillArrivals(at: rows) } },
                releaseGroups: { [self] in _ = try await settleGroupBuys() }))
    }
}

extension Caller {
    /// Whoever acts when nobody asked: jobs, and the intake when it lets older orders go first.
    static let system = Caller(clientID: "system", organization: .headquarters, code: Code(stored: "HQ"))
}
