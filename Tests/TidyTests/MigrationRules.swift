/// What the files of `Schemas/migrations` keep to.
enum MigrationRules {
    static func findings(in files: [SourceFile]) -> [Finding] {
        files.flatMap { name($0) + reason($0) + unnamedChecks($0) } + numbers(files)
    }

    static func name(_ file: SourceFile) -> [Finding] {
        file.name.wholeMatch(of: /[0-9]{4}_[a-z0-9_]+\.sql/) == nil ? [Finding(file, "isn't named NNNN_words.sql")] : []
    }

    /// The first comment line of a file says why it exists.
    static func reason(_ file: SourceFile) -> [Finding] {
        file.text.firstMatch(of: /^-- *\S+ +\S+/) == nil ? [Finding(file, line: 1, "doesn't begin with a comment that says why it exists")] : []
    }

    /// Files are applied in the order of their numbers: no two may share one, and a gap is a file that went missing.
    static func numbers(_ files: [SourceFile]) -> [Finding] {
        let numbered = files.compactMap { file in Int(file.name.prefix(4)).map { (number: $0, file: file) } }.sorted { $0.number < $1.number }
        return numbered.enumerated().compactMap { index, entry in
            let expected = index == 0 ? 1 : numbered[index - 1].number + 1
            return entry.number == expected ? nil : Finding(entry.file, "has number \(entry.number) where \(expected) comes next")
        }
    }

    /// Operations maps a constraint to a refusal by its name, so it needs one that was chosen.
    static func unnamedChecks(_ file: SourceFile) -> [Finding] {
        file.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
            guard line.contains("CHECK ("), !line.contains("CONSTRAINT "), !line.contains("WITH CHECK ("), !line.hasPrefix("--") else { return nil }
            return Finding(file, line: index + 1, "a CHECK without a name")
        }
    }
}
