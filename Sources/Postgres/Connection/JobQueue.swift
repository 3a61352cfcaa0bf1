internal import Glibc

/// The jobs of one actor in the order they came, and the thread that runs them.
// @unchecked: `jobs` and `isStopped` are touched only under `mutex`; the pointers never change.
final class JobQueue: @unchecked Sendable {
    private struct Entry {
        let job: UnownedJob
        /// Keeps the executor alive while its job runs.
        let executor: ConnectionThread
    }

    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var jobs: [Entry] = []
    private var isStopped = false

    init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Starts the thread, which holds the queue until `stop`.
    /// - Returns: false when the system has no thread to give.
    func start() -> Bool {
        var thread = pthread_t()
        let retained = Unmanaged.passRetained(self)
        let status = pthread_create(
            &thread, nil,
            { raw in
                guard let raw else { return nil }
                Unmanaged<JobQueue>.fromOpaque(raw).takeRetainedValue().runUntilStopped()
                return nil
            }, retained.toOpaque())
        guard status == 0 else {
            retained.release()
            return false
        }
        pthread_detach(thread)
        return true
    }

    func push(_ job: UnownedJob, on executor: ConnectionThread) {
        pthread_mutex_lock(mutex)
        jobs.append(Entry(job: job, executor: executor))
        pthread_mutex_unlock(mutex)
        pthread_cond_signal(condition)
    }

    /// The thread ends after the jobs that are there.
    func stop() {
        pthread_mutex_lock(mutex)
        isStopped = true
        pthread_mutex_unlock(mutex)
        pthread_cond_signal(condition)
    }

    private func runUntilStopped() {
        var batch: [Entry] = []
        while true {
            pthread_mutex_lock(mutex)
            while jobs.isEmpty && !isStopped { pthread_cond_wait(condition, mutex) }
            swap(&batch, &jobs)
            pthread_mutex_unlock(mutex)
            if batch.isEmpty { return }
            for entry in batch { entry.job.runSynchronously(on: entry.executor.asUnownedSerialExecutor()) }
            batch.removeAll(keepingCapacity: true)
        }
    }
}
