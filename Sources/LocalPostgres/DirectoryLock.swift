import Glibc

/// Held by the one server that may use a directory, for as long as it lives. The kernel lets go of it when the process ends, however it
/// ends, so a lock is never stale; the file stays, since removing it could let two servers lock two files of one name.
final class DirectoryLock: Sendable {
    private let file: CInt

    /// - Throws: `inUse` at once when another server, in this process or another, holds it.
    init(directory: String) throws(LocalPostgresError) {
        file = try Self.lock(directory)
    }

    /// Apart from the initialiser, whose `deinit` would run after a refusal too and close a descriptor that is somebody else's by then.
    private static func lock(_ directory: String) throws(LocalPostgresError) -> CInt {
        let path = directory + "/server.lock"
        // Closed on exec: a child that outlives this process must not keep the lock.
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard file >= 0 else { throw .file(path: path, reason: String(cString: strerror(errno))) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            close(file)
            let holder = Files.read(path, last: 64).flatMap { Int32($0.prefix { $0.isNumber }) }
            throw .inUse(directory: directory, process: holder)
        }
        let text = "\(getpid())\n"
        ftruncate(file, 0)
        _ = text.withCString { write(file, $0, strlen($0)) }
        return file
    }

    deinit {
        // Let go of explicitly: a child that another thread has just forked shares the open file until it executes its program.
        flock(file, LOCK_UN)
        close(file)
    }
}
