import Testing

/// Every rule over every file. What a rule is for is said where it is defined.
@Suite struct TreeTests {
    @Test func `every Swift file keeps the rules of the house`() throws {
        let files = try Tree.files(in: ["Sources", "Tests"], endings: [".swift"])
        #expect(files.count > 50)
        Self.report(files.flatMap(SourceRules.findings))
    }

    @Test func `a folder's name is the same in every layer`() throws {
        Self.report(FolderRules.findings(in: try Tree.files(in: ["Sources"], endings: [".swift"])))
    }

    @Test func `migrations are numbered, say why they exist and name their checks`() throws {
        let files = try Tree.files(in: ["Schemas/migrations"], endings: [""])
        #expect(!files.isEmpty)
        Self.report(MigrationRules.findings(in: files))
    }

    private static func report(_ findings: [Finding]) {
        for finding in findings { Issue.record(Comment(rawValue: finding.description)) }
    }
}
