import Testing

/// Each rule finds what it is for, and leaves alone what only looks like it.
@Suite struct RuleTests {
    static func source(_ text: String, at path: String = "Sources/Operations/Stock/Levels.swift") -> [Finding] {
        SourceRules.findings(in: SourceFile(path: path, text: text))
    }

    @Test(arguments: [
        ("Sources/Commerce/Stock/A.swift", "import Foundation"), ("Sources/Commerce/Stock/A.swift", "internal import Synchronization"),
        ("Sources/API/Stock/A.swift", "import Postgres"), ("Sources/Operations/Stock/A.swift", "package import struct Hummingbird.Request"),
        ("Sources/Operations/Stock/A.swift", "@testable import API"), ("Sources/Postgres/Pool/A.swift", "import Commerce"),
        ("Sources/LocalPostgres/A.swift", "  private import NIOCore"), ("Sources/Warehouse/A.swift", "let a = 1"),
    ])
    func `an import across the layers is found`(path: String, line: String) {
        #expect(Self.source(line, at: path).count == 1)
    }

    @Test(arguments: [
        ("Sources/API/Stock/A.swift", "package import Commerce"), ("Sources/Tributary/Main.swift", "import Postgres"),
        ("Sources/Commerce/Stock/A.swift", "// import Foundation"), ("Sources/Commerce/Stock/A.swift", "let text = \"import Foundation\""),
        ("Tests/APITests/A.swift", "import Postgres"),
    ])
    func `an import within the layers is not`(path: String, line: String) {
        #expect(Self.source(line, at: path) == [])
    }

    @Test(arguments: [
        "let a = try! b()", "let a = b as! C", "fatalError(\"no\")", "    print(a)", "debugPrint(a)", "// FIXME later", "/* TODO: more */", "let a = 1 // XXX",
        "let a = \"\\(try! b())\"", "struct A: @unchecked Sendable {}", "nonisolated(unsafe) var a = 1", "public struct A {}", "@frozen public enum A {}",
        "// a reason too far away\n\nfinal class A: @unchecked Sendable {}",
    ])
    func `a line that has no place here is found`(line: String) {
        #expect(Self.source(line).count == 1)
    }

    @Test(arguments: [
        "let a = try b()", "let a = b as? C", "let text = \"try! and fatalError( and print(\"", "// try! would trap", "printer.print(a)", "func sprint() {}",
        "// @unchecked: the pointer never changes\nfinal class A: @unchecked Sendable {}", "nonisolated(unsafe) var a = 1  // set once, before any task",
        "package struct A {}", "@Test func `a TODO in a \"name\" is only print( a name`() {}", "let a = #\"he said \"print(\" and left\"#",
        "let a = \"\"\"\n    print(a) // FIXME \"quoted\"\n    \"\"\"", "let a = \"\\(b.map { \"<\\($0)>\" }) print(\"",
    ])
    func `a line that only looks like it is not`(line: String) {
        #expect(Self.source(line) == [])
    }

    @Test func `a file longer than 300 lines is found, and one of 300 is not`() {
        #expect(Self.source(String(repeating: "let a = 1\n", count: 301)).count == 1)
        #expect(Self.source(String(repeating: "let a = 1\n", count: 300)) == [])
    }

    @Test func `a file named for nothing in particular is found`() {
        #expect(Self.source("", at: "Sources/API/Stock/StockHelper.swift").count == 1)
        #expect(Self.source("", at: "Sources/API/Stock/ManagerRole.swift") == [])
    }

    @Test(arguments: ["let sql = \"SELECT 1\"", "let sql = \"\"\"\n    UPDATE a SET b = 1\n    \"\"\"", "run(\"DELETE FROM a\")"])
    func `SQL in API is found, in Operations it is at home`(text: String) {
        #expect(Self.source(text, at: "Sources/API/Stock/A.swift").count == 1)
        #expect(Self.source(text) == [])
        #expect(Self.source("// SELECT is for Operations\nlet title = \"Select a store\"", at: "Sources/API/Stock/A.swift") == [])
    }

    @Test(arguments: ["func a() async {}", "let a = ContinuousClock().now", "let a = Int.random(in: 1...6)", "a.shuffle()", "Task { a() }"])
    func `a clock, chance or waiting in Commerce is found`(text: String) {
        #expect(Self.source(text, at: "Sources/Commerce/Stock/A.swift").count == 1)
        #expect(Self.source(text) == [])
    }

    @Test func `a test that sleeps is found`() {
        #expect(Self.source("try await Task.sleep(for: .seconds(1))", at: "Tests/APITests/A.swift").count == 1)
        #expect(Self.source("try await Task.sleep(for: .seconds(1))") == [])
    }

    @Test func `a folder that Commerce doesn't have is found`() {
        func folders(_ paths: String...) -> [Finding] { FolderRules.findings(in: paths.map { SourceFile(path: $0, text: "") }) }
        #expect(folders("Sources/Commerce/Stock/A.swift", "Sources/API/Stock/A.swift", "Sources/API/Support/B.swift", "Sources/Tributary/C.swift") == [])
        #expect(folders("Sources/Commerce/Stock/A.swift", "Sources/API/Stocks/A.swift").count == 1)
        #expect(folders("Sources/Commerce/Stock/A.swift", "Sources/Operations/A.swift").count == 1)
    }

    @Test func `a migration that breaks the row is found`() {
        func migrations(_ files: (String, String)...) -> [Finding] {
            MigrationRules.findings(in: files.map { SourceFile(path: "Schemas/migrations/" + $0.0, text: $0.1) })
        }
        let why = "-- Why it exists.\n"
        #expect(migrations(("0001_a.sql", why), ("0002_b.sql", why)) == [])
        #expect(migrations(("0001_a.sql", why), ("0001_b.sql", why)).count == 1)
        #expect(migrations(("0001_a.sql", why), ("0003_b.sql", why)).count == 1)
        #expect(migrations(("0001_a.sql", "CREATE TABLE a ();\n")).count == 1)
        #expect(migrations(("0001_a.sql", "--\n")).count == 1)
        #expect(migrations(("0001_A b.sql", why)).count == 1)
        #expect(migrations(("0001_a.sql", why + "CREATE TABLE a (b int, CHECK (b > 0));\n")).count == 1)
        #expect(migrations(("0001_a.sql", why + "    CONSTRAINT b_positive CHECK (b > 0)\nCREATE POLICY p ON a USING (true) WITH CHECK (true);\n")) == [])
    }
}
