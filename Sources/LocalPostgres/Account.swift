import Glibc

/// The operating system's user that the cluster belongs to and runs as. PostgreSQL refuses to run as root.
struct Account: Equatable, Sendable {
    let name: String
    let uid: uid_t
    let gid: gid_t

    /// This process's own user.
    static func current() throws(LocalPostgresError) -> Account {
        guard let account = Account(uid: geteuid()) else { throw .file(path: "/etc/passwd", reason: "user \(geteuid()) has no name, which PostgreSQL needs") }
        return account
    }

    /// Who runs the cluster in a directory. Anyone but root runs it as themselves. For root it is whoever owns the cluster already, else
    /// `postgres` (Debian's package makes it), else `nobody`.
    /// - Throws: `notOwner` when the cluster belongs to someone else and this isn't root.
    static func running(_ directory: String, existingOwner owner: uid_t?) throws(LocalPostgresError) -> Account {
        guard geteuid() == 0 else {
            if let owner, owner != geteuid() { throw .notOwner(directory: directory, owner: owner) }
            return try current()
        }
        if let owner, owner != 0 {
            guard let account = Account(uid: owner) else { throw .notOwner(directory: directory, owner: owner) }
            return account
        }
        guard let account = Account(name: "postgres") ?? Account(name: "nobody") else { throw .noAccount }
        return account
    }

    private init(_ entry: passwd) {
        name = String(cString: entry.pw_name)
        uid = entry.pw_uid
        gid = entry.pw_gid
    }

    init?(uid: uid_t) {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 1 << 14)
        guard getpwuid_r(uid, &entry, &buffer, buffer.count, &found) == 0, found != nil else { return nil }
        self.init(entry)
    }

    init?(name: String) {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 1 << 14)
        guard getpwnam_r(name, &entry, &buffer, buffer.count, &found) == 0, found != nil else { return nil }
        self.init(entry)
    }
}
