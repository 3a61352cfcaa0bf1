import Foundation
import TestSupport

/// The commands that the README tells, and what it says comes back.
struct Readme {
    struct Command {
        /// As it is written, all lines of one block.
        let script: String
        /// The JSON shown after it.
        let shown: String?
        /// Lines of what it prints that are shown after it.
        var printed: [String] = []
    }

    let commands: [Command]

    init() throws {
        let text = try String(contentsOfFile: Repository.root + "/README.md", encoding: .utf8)
        var commands: [Command] = []
        var block: (language: String, lines: [String])?
        var pending: String?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if let open = block {
                guard line == "```" else {
                    block?.lines.append(line)
                    continue
                }
                let content = open.lines.joined(separator: "\n")
                if open.language == "json" {
                    pending.map { commands.append(Command(script: $0, shown: content)) }
                    pending = nil
                } else if open.language == "text" {
                    pending.map { commands.append(Command(script: $0, shown: nil, printed: open.lines)) }
                    pending = nil
                } else if open.language == "sh" {
                    pending.map { commands.append(Command(script: $0, shown: nil)) }
                    pending = content
                }
                block = nil
            } else if line.hasPrefix("```") {
                block = (String(line.dropFirst(3)), [])
            }
        }
        pending.map { commands.append(Command(script: $0, shown: nil)) }
        self.commands = commands
    }

    /// Single command lines, continuation lines joined, of blocks that are no shell programs.
    var lines: [String] {
        commands.map(\.script).filter { !$0.contains("curl") }.flatMap { $0.split(separator: "\n").map(String.init) }
    }
}

