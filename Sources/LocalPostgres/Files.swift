import Glibc

/// The few calls on files that a cluster needs, with errors that name the path.
enum Files {
    struct Status {
        let owner: uid_t
        let mode: mode_t
        var isDirectory: Bool { mode & S_IFMT == S_IFDIR }
        var isLink: Bool { mode & S_IFMT == S_IFLNK }
        var permissions: mode_t { mode & 0o7777 }
    }

    /// - Returns: nil when there is nothing at `path`. A symbolic link is described itself, not what it points at.
    static func status(_ path: String) -> Status? {
        var status = stat()
        return lstat(path, &status) == 0 ? Status(owner: status.st_uid, mode: status.st_mode) : nil
    }

    /// Makes `path` and what is missing above it. Made directories can be entered by everyone whatever the umask: the database's
    /// own user has to pass through them.
    static func makeDirectory(_ path: String) throws(LocalPostgresError) {
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
        let above = parent(of: path)
        if above != path { try makeDirectory(above) }
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw failure(path) }
        guard chmod(path, 0o755) == 0 else { throw failure(path) }
    }

    /// Makes `path`, which must not exist, for `account` alone.
    static func makePrivateDirectory(_ path: String, for account: Account) throws(LocalPostgresError) {
        guard mkdir(path, 0o700) == 0 else { throw failure(path) }
        try give(path, to: account)
    }

    /// Makes a directory with a new name beneath `parent`, for this process's user alone.
    static func makeUniqueDirectory(in parent: String, prefix: String) throws(LocalPostgresError) -> String {
        var template = Array("\(parent)/\(prefix)XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw failure(parent) }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Lets everyone pass through a directory that was made for one.
    static func admitEveryone(to path: String) throws(LocalPostgresError) {
        guard chmod(path, 0o755) == 0 else { throw failure(path) }
    }

    static func give(_ path: String, to account: Account) throws(LocalPostgresError) {
        guard geteuid() == 0, account.uid != 0 else { return }
        guard lchown(path, account.uid, account.gid) == 0 else { throw failure(path) }
    }

    /// The absolute path without symbolic links. It must exist.
    static func resolve(_ path: String) throws(LocalPostgresError) -> String {
        guard let resolved = realpath(path, nil) else { throw failure(path) }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    static func linkTarget(_ path: String) -> String? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer in
            guard let start = buffer.baseAddress else { return nil }
            let count = readlink(path, start, buffer.count)
            return count > 0 ? String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self) : nil
        }
    }

    static func link(_ path: String, to target: String) throws(LocalPostgresError) {
        guard symlink(target, path) == 0 else { throw failure(path) }
    }

    /// Renames, and makes the new name durable: a cluster must not vanish with a power cut that its rows survive.
    static func rename(_ path: String, to new: String) throws(LocalPostgresError) {
        guard Glibc.rename(path, new) == 0 else { throw failure(new) }
        let directory = open(parent(of: new), O_RDONLY | O_CLOEXEC)
        guard directory >= 0 else { throw failure(new) }
        defer { close(directory) }
        guard fsync(directory) == 0 else { throw failure(new) }
    }

    static func remove(_ path: String) {
        unlink(path)
    }

    static func removeEmptyDirectory(_ path: String) {
        rmdir(path)
    }

    /// - Returns: the last `limit` bytes as text, or nil when the file can't be read.
    static func read(_ path: String, last limit: Int = 1 << 16) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        let size = Int(lseek(file, 0, SEEK_END))
        // Files of /proc have no size and are read from their start.
        lseek(file, off_t(max(0, size - limit)), SEEK_SET)
        var bytes = [UInt8](repeating: 0, count: limit)
        var count = 0
        while count < limit {
            let got = bytes.withUnsafeMutableBytes { buffer in
                let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
                return Glibc.read(file, rest.baseAddress, rest.count)
            }
            guard got > 0 else { break }
            count += got
        }
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    static func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    static func isExecutable(_ path: String) -> Bool {
        access(path, X_OK) == 0 && status(path)?.isDirectory == false
    }

    static func names(in directory: String) -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(withUnsafePointer(to: &entry.pointee.d_name) { String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self)) })
        }
        return names.filter { $0 != "." && $0 != ".." }
    }

    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func failure(_ path: String) -> LocalPostgresError {
        .file(path: path, reason: String(cString: strerror(errno)))
    }
}
