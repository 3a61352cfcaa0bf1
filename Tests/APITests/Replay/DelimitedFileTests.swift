import Testing
@testable import Tributary

struct DelimitedFileTests {
    private func table(_ text: String, separator: Character = ",") async throws -> DelimitedFile {
        try await LedgerFolder.with { try DelimitedFile(path: $0.write("table", text), separator: separator) }
    }

    @Test func `columns are found whatever their case, their quotes and what is around them`() async throws {
        let file = try await table("\u{FEFF}\"Item Number\", PACK ,pack\n 7 ,6,12\n")
        #expect(file.rows.count == 1)
        #expect(file.value(file.rows[0], "item number") == "7")
        #expect(file.value(file.rows[0], "Pack") == "6", "of two with one name the first counts")
        #expect(file.value(file.rows[0], "Proof") == nil)
    }

    @Test func `quoted fields hold separators and doubled quotes`() async throws {
        let file = try await table("a,b,c\n\"x, y\", \"say \"\"so\"\"\" ,\"\"\n")
        #expect(file.rows == [["x, y", "say \"so\"", ""]])
    }

    @Test(arguments: ["a,b\n\"open,1\nnext,2\n", "a,b\r\n\"open,1\r\n\r\nnext,2", "a,b\n\n \n\"open,1\n\t\nnext,2\n\n"])
    func `a quote that isn't closed swallows nothing, and blank lines are no rows`(text: String) async throws {
        #expect(try await table(text).rows == [["\"open", "1"], ["next", "2"]])
    }

    @Test func `what follows a closed quote makes it a character like any other`() async throws {
        #expect(try await table("a\tb\n\"5\" bottle\tx\n", separator: "\t").rows == [["\"5\" bottle", "x"]])
    }

    @Test func `empty fields at both ends of a row stay in their columns`() async throws {
        #expect(try await table("a\tb\tc\n\t1\t\n", separator: "\t").rows == [["", "1", ""]])
    }

    @Test func `bytes that are no UTF-8 spoil only their characters`() async throws {
        let file = try await LedgerFolder.with { folder in
            try DelimitedFile(path: folder.write("table", Array("a,b\nCaf".utf8) + [0xE9, 0xFF] + Array(" x,2\n".utf8)), separator: ",")
        }
        #expect(file.value(file.rows[0], "a")?.asName == "Caf x")
        #expect(file.value(file.rows[0], "b") == "2")
    }

    @Test func `an empty file has no rows, and a missing one is named`() async throws {
        let file = try await table("")
        #expect(file.rows.isEmpty && file.columns.isEmpty)
        let error = #expect(throws: SettingsError.self) { try DelimitedFile(path: "/nowhere/stores.tsv", separator: "\t") }
        #expect(error?.description.contains("/nowhere/stores.tsv") == true)
    }

    @Test(arguments: [("", "?"), ("\u{FFFD}\u{7}\"", "?"), ("a,b\u{FFFD}", "ab"), ("  Jim\u{9}Beam ", "JimBeam")])
    func `any text becomes a name`(text: String, name: String) {
        #expect(text.asName == name)
    }

    @Test func `a name has an end`() {
        #expect(String(repeating: "e\u{301}", count: 5000).asName.unicodeScalars.count == 120)
    }
}
