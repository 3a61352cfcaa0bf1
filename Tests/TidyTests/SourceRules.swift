/// What no Swift file of this repository does.
enum SourceRules {
    static let longest = 300

    static func findings(in file: SourceFile) -> [Finding] {
        let text = SwiftText(file.text)
        return ImportRules.findings(in: file, text) + length(file) + names(file) + traps(file, text) + unfinished(file, text)
            + uncheckedWithoutReason(file, text) + publicOutsidePostgres(file, text) + sqlOutsideOperations(file, text) + impureCommerce(file, text)
            + sleepingTests(file, text)
    }

    static func length(_ file: SourceFile) -> [Finding] {
        file.lineCount > longest ? [Finding(file, "has \(file.lineCount) lines, more than \(longest): is it one idea?")] : []
    }

    static func names(_ file: SourceFile) -> [Finding] {
        let vague = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utilities"]
        return vague.contains { file.name.hasSuffix($0 + ".swift") } ? [Finding(file, "is named for nothing in particular")] : []
    }

    /// `try!`, `as!` and `fatalError` take a whole server down for one request; what is printed is lost to the log.
    static func traps(_ file: SourceFile, _ text: SwiftText) -> [Finding] {
        [
            Pattern("try!", /\btry!/), Pattern("as!", /\bas!/), Pattern("fatalError", /\bfatalError\s*\(/),
            Pattern("print", /(?:^|[^.\w])print\s*\(/), Pattern("debugPrint", /\bdebugPrint\s*\(/),
        ].flatMap { $0.findings(in: file, text.code, "has no place here") }
    }

    static func unfinished(_ file: SourceFile, _ text: SwiftText) -> [Finding] {
        [Pattern("FIXME", /\bFIXME\b/), Pattern("TODO", /\bTODO\b/), Pattern("XXX", /\bXXX\b/)]
            .flatMap { $0.findings(in: file, text.comments, "is to be done, or dropped") }
    }

    /// The compiler's check may be turned off where somebody says why it holds: on the line or in a comment right above.
    static func uncheckedWithoutReason(_ file: SourceFile, _ text: SwiftText) -> [Finding] {
        [Pattern("@unchecked", /@unchecked\s+Sendable/), Pattern("nonisolated", /\bnonisolated\s*\(\s*unsafe\s*\)/)]
            .flatMap { $0.findings(in: file, text.code, "says no reason beside it") }
            .filter { finding in
                guard let line = finding.line else { return true }
                return ![line - 2, line - 1].contains { text.comments.indices.contains($0) && text.comments[$0].contains("//") }
            }
    }

    /// What crosses a target is `package`; only the client is a library.
    static func publicOutsidePostgres(_ file: SourceFile, _ text: SwiftText) -> [Finding] {
        guard file.isProduct, file.target != "Postgres" else { return [] }
        return Pattern("public", /^\s*(?:@\w+\s+)*public\s/).findings(in: file, text.code, "is for Postgres alone; elsewhere it is package")
    }

    static func sqlOutsideOperations(_ file: SourceFile, _ text: SwiftText) -> [Finding] {
        guard file.isProduct, file.target == "API" || file.target == "Commerce" else { return [] }
        return [
            Pattern("SELECT", /\bSELECT\b/), Pattern("INSERT INTO", /\bINSERT INTO\b/), Pattern("UPDATE", /\bUPDATE \w+ SET\b/),
            Pattern("DELETE FROM", /\bDELETE FROM\b/), Pattern("ORDER BY", /\bORDER BY\b/), Pattern("RETURNING", /\bRETURNING\b/),
        ].flatMap { $0.findings(in: file, text.strings, "is SQL, which belongs into Operations") }
    }

    /// Rules decide from what they are handed: no clock, no chance, no waiting.
    static func impureCommerce(_ file: SourceFile, _ text: SwiftText) -> [Finding] {
        guard file.isProduct, file.target == "Commerce" else { return [] }
        return [
            Pattern("async", /\basync\b/), Pattern("await", /\bawait\b/), Pattern("Task", /\bTask\b/), Pattern("Clock", /\b(?:Continuous|Suspending)Clock\b/),
            Pattern("SystemRandom", /\bSystemRandomNumberGenerator\b/), Pattern("shuffle", /\bshuffled?\(\)/), Pattern("randomElement", /\brandomElement\(\)/),
            Pattern("random", /\brandom\s*\(\s*in:[^,)]*\)/), Pattern("readLine", /\breadLine\b/), Pattern("CommandLine", /\bCommandLine\b/),
        ].flatMap { $0.findings(in: file, text.code, "in Commerce") }
    }

    static func sleepingTests(_ file: SourceFile, _ text: SwiftText) -> [Finding] {
        guard file.path.hasPrefix("Tests/") else { return [] }
        return Pattern("sleep", /\bu?sleep\s*\(/).findings(in: file, text.code, "in a test: wait for the event instead")
    }
}

/// A pattern, and a word of it that is cheap to look for first.
struct Pattern {
    let word: String
    let pattern: Regex<Substring>

    init(_ word: String, _ pattern: Regex<Substring>) {
        self.word = word
        // Unicode's word boundaries don't part `a.sleep`.
        self.pattern = pattern.wordBoundaryKind(.simple)
    }

    func findings(in file: SourceFile, _ lines: [Substring], _ what: String) -> [Finding] {
        guard file.text.contains(word) else { return [] }
        return lines.enumerated().compactMap { index, line in
            guard line.contains(word), let match = line.firstMatch(of: pattern) else { return nil }
            return Finding(file, line: index + 1, "\(match.output.drop { $0 == " " }) \(what)")
        }
    }
}
