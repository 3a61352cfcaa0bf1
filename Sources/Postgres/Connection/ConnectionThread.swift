/// The executor of one connection: a thread of its own, on which libpq may block without taking a thread from Swift's pool.
final class ConnectionThread: SerialExecutor {
    private let queue: JobQueue

    init() throws(PostgresError) {
        queue = JobQueue()
        guard queue.start() else { throw PostgresError(kind: .connectFailed, message: "the system gave no thread for a connection") }
    }

    deinit { queue.stop() }

    func enqueue(_ job: consuming ExecutorJob) {
        queue.push(UnownedJob(job), on: self)
    }
}
