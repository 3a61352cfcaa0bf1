import Foundation
import Glibc

/// A directory of one test's own, which a database run as another user can enter too.
package enum TemporaryDirectory {
    /// - Parameter body: gets the absolute path, without links; all below it is removed afterwards.
    package static func with<T>(isolation: isolated (any Actor)? = #isolation, _ body: (String) async throws -> T) async throws -> T {
        let path = try make()
        defer { remove(path) }
        return try await body(path)
    }

    static func make() throws -> String {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/tributary-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil, chmod(template, 0o755) == 0, let resolved = realpath(template, nil) else { throw TemporaryDirectoryFailure() }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Removes a directory, and all in it, that a test has found made elsewhere.
    package static func remove(_ path: String) {
        try? FileManager.default.removeItem(atPath: path)
    }
}

struct TemporaryDirectoryFailure: Error {}
