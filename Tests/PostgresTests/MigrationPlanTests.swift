import Testing

@testable import Postgres

struct MigrationPlanTests {
    private func made(_ version: Int, _ name: String = "tables", _ checksum: String = "aa") -> Migration {
        Migration(version: version, name: name, checksum: checksum)
    }

    @Test func `what the database hasn't had is pending, in order`() throws {
        let files = [made(2, "b"), made(1, "a"), made(3, "c")]
        #expect(try MigrationPlan(files: files, applied: []).pending.map(\.version) == [1, 2, 3])
        #expect(try MigrationPlan(files: files, applied: [made(1, "a"), made(2, "b")]).pending.map(\.version) == [3])
        #expect(try MigrationPlan(files: files, applied: files).pending == [])
    }

    @Test func `every difference is refused by name`() {
        let files = [made(1, "a"), made(2, "b")]
        let cases: [(files: [Migration], applied: [Migration], message: String)] = [
            (files, [made(1, "a", "bb")], "0001_a.sql was changed"),
            (files, [made(1, "z")], "0001_z.sql was applied under this name"),
            (files, files + [made(3, "c")], "0003_c.sql, which is not among the files"),
            ([made(1, "a"), made(3, "c")], [], "migration 2 is missing before 0003_c.sql"),
            ([made(2, "b")], [], "migration 1 is missing"),
            ([made(1, "a"), made(1, "b")], [], "two migrations have the number 1"),
            (files, [made(2, "b")], "has had migration 2 but not 1"),
        ]
        for one in cases {
            let error = #expect(throws: MigrationError.self) { try MigrationPlan(files: one.files, applied: one.applied) }
            #expect(error?.description.contains(one.message) == true, "\(error?.description ?? "")")
        }
    }
}
