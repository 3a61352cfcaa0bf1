import Glibc

/// What `postmaster.pid` says of the server of a data directory (src/include/utils/pidfile.h: process, data directory, start time, port,
/// socket directory, listen address, shared memory, status; one a line).
struct Postmaster: Equatable, Sendable {
    let process: pid_t
    let socketDirectory: String
    let status: String

    var isReady: Bool { status == "ready" }

    init?(pidFile text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.trimming(while: \.isWhitespace) }
        // A server in single-user mode writes its id negated.
        guard let first = lines.first, let number = pid_t(first), number != 0 else { return nil }
        process = abs(number)
        socketDirectory = lines.count > 4 ? lines[4] : ""
        status = lines.count > 7 ? lines[7] : ""
    }

    enum Liveness: Equatable, Sendable {
        case running(Postmaster)
        /// The file is left over: its process is gone, is a zombie, or is another program that was given the same number.
        case stale
        /// The number belongs to a PostgreSQL server of which can't be told whether it is this directory's: the server itself decides.
        case unclear
        case absent
    }

    static func liveness(of data: String) -> Liveness {
        guard let text = Files.read(data + "/postmaster.pid") else { return .absent }
        guard let postmaster = Postmaster(pidFile: text) else { return .unclear }
        guard kill(postmaster.process, 0) == 0 || errno == EPERM else { return .stale }
        guard Files.status("/proc/self") != nil else { return .running(postmaster) }
        let arguments = (Files.read("/proc/\(postmaster.process)/cmdline") ?? "").split(separator: "\0").map(String.init)
        return judge(postmaster, arguments: arguments, data: data)
    }

    /// Process numbers are given again, soonest of all in a container that was restarted, so the number alone proves nothing.
    static func judge(_ postmaster: Postmaster, arguments: [String], data: String) -> Liveness {
        guard let program = arguments.first?.split(separator: "/").last, program == "postgres" || program == "postmaster" else { return .stale }
        guard let flag = arguments.firstIndex(of: "-D"), flag + 1 < arguments.count, arguments[flag + 1].hasPrefix("/") else { return .unclear }
        return (try? Files.resolve(arguments[flag + 1])) == data ? .running(postmaster) : .stale
    }
}

extension Substring {
    fileprivate func trimming(while condition: (Character) -> Bool) -> String {
        var text = self
        while let last = text.last, condition(last) { text.removeLast() }
        while let first = text.first, condition(first) { text.removeFirst() }
        return String(text)
    }
}
