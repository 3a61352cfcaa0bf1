public import Logging

/// One session with the server, on a thread of its own. Its calls run one after the other; each blocks that thread alone, answers to
/// cancellation by stopping the statement on the server, and ends for certain when a statement timeout is set.
public actor Connection {
    private nonisolated let thread: ConnectionThread
    nonisolated let interrupt: Interrupt
    nonisolated let state = ConnectionState()
    let logger: Logger
    var session: Session?
    var prepared = PreparedStatements()
    var batch = Batch()
    var machine = PipelineMachine()
    var slots = SendBuffers()
    var metrics: StatementMetrics
    /// A COPY is running, and the connection can do nothing else.
    var isCopying = false

    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    init(pool: String, logger: Logger) throws(PostgresError) {
        thread = try ConnectionThread()
        interrupt = try Interrupt()
        metrics = StatementMetrics(pool: pool)
        self.logger = logger
    }

    /// Connects outside of any pool.
    /// - Throws: `PostgresError` of kind `.connectFailed` at once when the server can't be reached or refuses.
    public static func open(_ configuration: DatabaseConfiguration, logger: Logger, name: String = "single") async throws -> Connection {
        let connection = try Connection(pool: name, logger: logger)
        try await connection.connect(configuration)
        return connection
    }

    /// False once the connection is closed or broken; it stays so.
    public nonisolated var isUsable: Bool { state.current != .closed }

    /// Ends the session. Calls that come later throw `.connectionLost`.
    public func close() {
        session = nil
        isCopying = false
        state.current = .closed
    }
}
