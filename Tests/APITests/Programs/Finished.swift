import Foundation

/// A finished program, and what it said on either stream.
struct Finished: Sendable {
    let status: Int32
    let output: String
    let errors: String

    /// Runs a program to its end, with these variables beside the inherited ones. What it leaves running may keep its streams: they are files.
    init(_ program: String, _ arguments: [String], _ variables: [String: String] = [:], in directory: String? = nil) async throws {
        let output = FileManager.default.temporaryDirectory.appendingPathComponent("said-\(UUID().uuidString)")
        let errors = output.appendingPathExtension("errors")
        for file in [output, errors] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        defer { for file in [output, errors] { try? FileManager.default.removeItem(at: file) } }
        let child = try ChildProgram(
            program, arguments, variables, in: directory, output: try FileHandle(forWritingTo: output), errors: try FileHandle(forWritingTo: errors))
        status = await child.ended()
        self.output = try String(contentsOf: output, encoding: .utf8)
        self.errors = try String(contentsOf: errors, encoding: .utf8)
    }

    /// Runs a subcommand of Tributary to its end.
    static func tributary(_ arguments: [String], _ variables: [String: String] = [:], in directory: String? = nil) async throws -> Finished {
        try await Finished(try ServerProcess.program(), arguments, variables, in: directory)
    }
}
