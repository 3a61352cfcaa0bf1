internal import Glibc
internal import Synchronization

/// Wakes a connection's thread out of its wait for the server, from any thread. A pipe, so that one `poll` waits for both.
final class Interrupt: Sendable {
    private let readEnd: Int32
    private let writeEnd: Int32
    private let requested = Atomic<Bool>(false)

    init() throws(PostgresError) {
        var ends: (Int32, Int32) = (-1, -1)
        let status = withUnsafeMutablePointer(to: &ends) { pair in
            pair.withMemoryRebound(to: Int32.self, capacity: 2) { pipe($0) }
        }
        guard status == 0 else { throw PostgresError(kind: .connectFailed, message: "no file descriptor left (errno \(errno))") }
        (readEnd, writeEnd) = ends
        for end in [readEnd, writeEnd] {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    /// Readable after `request`.
    var descriptor: Int32 { readEnd }

    var isRequested: Bool { requested.load(ordering: .acquiring) }

    func request() {
        guard !requested.exchange(true, ordering: .acquiringAndReleasing) else { return }
        var byte: UInt8 = 1
        _ = write(writeEnd, &byte, 1)
    }

    /// Forgets a request that was meant for what ran before.
    func reset() {
        guard requested.load(ordering: .acquiring) else { return }
        drain()
        requested.store(false, ordering: .releasing)
    }

    /// Makes `descriptor` unreadable; the request stays.
    func drain() {
        var bytes: (UInt64, UInt64) = (0, 0)
        _ = withUnsafeMutableBytes(of: &bytes) { read(readEnd, $0.baseAddress, $0.count) }
    }
}
