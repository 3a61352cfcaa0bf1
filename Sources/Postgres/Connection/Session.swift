internal import CLibPQ
internal import Glibc
internal import Logging

/// The one owner of a `PGconn`. Lives on its connection's thread; every wait has an end, given a statement timeout.
final class Session {
    let pointer: OpaquePointer
    private let canceller: OpaquePointer?
    private let notices: NoticeLog
    private let interrupt: Interrupt
    /// What is waited on: the server's socket and the interrupt.
    private let descriptors: UnsafeMutablePointer<pollfd>
    /// How long the server takes for one statement at most; nil waits without end.
    var statementTimeoutMilliseconds: Int64?
    /// The server may hold its answers back until the last statement, each of which has the whole timeout.
    private var statementCount = 1
    /// True once this exchange's cancellation was sent to the server.
    private(set) var wasCancelled = false

    /// Why a wait ended without a result.
    enum Lapse: Error {
        case lost(String)
        case silent
    }

    /// Connects, blocking for at most libpq's connect timeout per address.
    init(connecting words: [(String, String)], interrupt: Interrupt, logger: Logger) throws(PostgresError) {
        guard let pointer = CStrings.withArrays(words, { PQconnectdbParams($0, $1, 1) }) else {
            throw PostgresError(kind: .connectFailed, message: "out of memory")
        }
        guard PQstatus(pointer) == CONNECTION_OK, PQsetnonblocking(pointer, 1) == 0 else {
            let message = String(cString: PQerrorMessage(pointer)).trimmed
            PQfinish(pointer)
            throw PostgresError(kind: .connectFailed, message: message)
        }
        self.pointer = pointer
        self.interrupt = interrupt
        // Not before: `deinit` doesn't run for a session that never came to be.
        descriptors = .allocate(capacity: 2)
        descriptors.initialize(repeating: pollfd(), count: 2)
        canceller = PQgetCancel(pointer)
        notices = NoticeLog(logger: logger)
        notices.attach(to: pointer)
        descriptors[1] = pollfd(fd: interrupt.descriptor, events: Int16(POLLIN), revents: 0)
    }

    deinit {
        PQfreeCancel(canceller)
        PQfinish(pointer)
        descriptors.deallocate()
    }

    var message: String {
        let text = String(cString: PQerrorMessage(pointer)).trimmed
        return text.isEmpty ? "the connection to the server was lost" : text
    }

    var isBad: Bool { PQstatus(pointer) == CONNECTION_BAD }

    /// Looks, without waiting, whether the server has hung up while the connection was idle.
    func looksAlive() -> Bool {
        // POLLRDHUP, which Glibc's module doesn't export: the peer has closed its side.
        let hungUp = Int16(0x2000)
        descriptors[0] = pollfd(fd: PQsocket(pointer), events: Int16(POLLIN) | hungUp, revents: 0)
        guard poll(descriptors, 1, 0) > 0 else { return !isBad }
        let seen = descriptors[0].revents
        if seen & (Int16(POLLHUP) | Int16(POLLERR) | Int16(POLLNVAL) | hungUp) != 0 { return false }
        return PQconsumeInput(pointer) == 1 && !isBad
    }

    func beginExchange(statementCount: Int) {
        wasCancelled = false
        self.statementCount = max(1, statementCount)
    }

    /// Waits until a result can be taken without blocking, sending meanwhile what is still to be sent.
    func awaitResult() throws(Lapse) {
        var unsent = try flush()
        while unsent || PQisBusy(pointer) != 0 {
            try wait(for: Int16(POLLIN) | (unsent ? Int16(POLLOUT) : 0))
            unsent = try flush()
        }
    }

    /// Waits until everything is handed to the system.
    func awaitSent() throws(Lapse) {
        while try flush() { try wait(for: Int16(POLLIN) | Int16(POLLOUT)) }
    }

    /// Waits for the server to say something by itself, without end; returns at once when interrupted.
    func awaitInput() throws(Lapse) {
        descriptors[0] = pollfd(fd: PQsocket(pointer), events: Int16(POLLIN), revents: 0)
        while poll(descriptors, 2, -1) < 0 && errno == EINTR {}
        if descriptors[0].revents != 0, PQconsumeInput(pointer) == 0 { throw .lost(message) }
    }

    /// - Returns: whether something is left to send.
    private func flush() throws(Lapse) -> Bool {
        let status = PQflush(pointer)
        if status < 0 { throw .lost(message) }
        return status > 0
    }

    private func wait(for events: Int16) throws(Lapse) {
        descriptors[0] = pollfd(fd: PQsocket(pointer), events: events, revents: 0)
        descriptors[1].revents = 0
        var ready = poll(descriptors, 2, patienceMilliseconds)
        if ready < 0, errno == EINTR { ready = poll(descriptors, 2, patienceMilliseconds) }
        if ready < 0 && errno == EINTR { return }
        if ready <= 0 { throw .silent }
        if descriptors[1].revents != 0 { cancel() }
        let input = Int16(POLLIN) | Int16(POLLHUP) | Int16(POLLERR) | Int16(POLLNVAL)
        if descriptors[0].revents & input != 0, PQconsumeInput(pointer) == 0 { throw .lost(message) }
    }

    /// Silence of the server for longer than this ends the connection. Longer than its own timeout, so that it normally speaks first.
    private var patienceMilliseconds: Int32 {
        if wasCancelled { return 10_000 }
        guard let statementTimeoutMilliseconds else { return -1 }
        let (patience, overflow) = statementTimeoutMilliseconds.multipliedReportingOverflow(by: Int64(statementCount))
        return overflow ? .max : Int32(clamping: min(patience, Int64(Int32.max)) + 5_000)
    }

    /// Asks the server to stop what it runs; its answer is waited for as before. Done by the connection's own thread, so that it can never
    /// hit a later statement.
    private func cancel() {
        interrupt.drain()
        guard !wasCancelled, interrupt.isRequested, let canceller else { return }
        wasCancelled = true
        var reason = [CChar](repeating: 0, count: 256)
        PQcancel(canceller, &reason, Int32(reason.count))
    }
}
