import Glibc

/// A shell that outlives this process by a moment, to stop its server and remove its directory, however the process ends: it waits for the end of
/// a pipe whose other end only this process holds, and the kernel closes that even after a crash.
enum Undertaker {
    private static let script = """
        read -r _
        if p=$(head -n 1 "$1/pg/postmaster.pid") && kill -QUIT "$p"; then
            n=0
            while kill -0 "$p" && [ $n -lt 100 ]; do n=$((n + 1)); sleep 0.05; done
        fi
        rm -rf "$1"
        """

    static func watch(_ directory: String) throws {
        var ends: [CInt] = [0, 0]
        // Closed on exec, so that no server started by a test holds it open.
        guard pipe(&ends) == 0, fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0, fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0 else {
            throw UndertakerFailure(number: errno)
        }
        defer { close(ends[0]) }

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
        for stream: CInt in [1, 2] { posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0) }

        // A session of its own: Ctrl-C in the terminal ends the tests, not this.
        let words: [String] = ["setsid", "sh", "-c", script, "sh", directory]
        let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        var process = pid_t()
        let status = posix_spawnp(&process, "setsid", &actions, nil, arguments, environ)
        guard status == 0 else {
            close(ends[1])
            throw UndertakerFailure(number: status)
        }
    }
}

struct UndertakerFailure: Error {
    let number: CInt
}
