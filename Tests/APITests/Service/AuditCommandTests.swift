import Foundation
import TestSupport
import Testing

/// The audit as a command: its status is what a script looks at.
@Suite(.timeLimit(.minutes(20))) struct AuditCommandTests {
    private static func audit(_ url: String) async throws -> Finished {
        try await Finished.tributary(["audit", "--database-url=\(url)", "--schemas-directory=\(Repository.schemas)"])
    }

    @Test func `a clean brand ends it with 0, one difference with 1 and its name`() async throws {
        try await TestBrand.with { brand in
            let clean = try await Self.audit(brand.url)
            #expect(clean.status == 0, "\(clean.output)\(clean.errors)")
            #expect(clean.output.contains(" rules hold."))
            try await brand.sql("UPDATE stock_levels SET on_hand = on_hand + 1 WHERE warehouse_id = 1 AND sku_id = 1")
            try await brand.sql("UPDATE stock_lots SET on_hand = on_hand + 1 WHERE warehouse_id = 1 AND sku_id = 1")
            let corrupted = try await Self.audit(brand.url)
            #expect(corrupted.status == 1, "\(corrupted.errors)")
            #expect(corrupted.output.contains("WH-TJ/A: expected 600, found 601"), "\(corrupted.output)")
            #expect(corrupted.output.contains("1 differences from "))
        }
    }

    @Test func `a schema that isn't up to date is refused, not brought up to date`() async throws {
        try await TestDatabase.withEmptyDatabase { url in
            let empty = try await Self.audit(url)
            #expect(empty.status != 0)
            #expect(empty.errors.contains("migrations are pending in schema tributary, the first is 0001_organizations.sql"), "\(empty.errors)")
            // It is as empty as before.
            let again = try await Self.audit(url)
            #expect(again.errors == empty.errors)
        }
        try await TestBrand.with { brand in
            try await brand.sql("UPDATE schema_migrations SET checksum = 'other' WHERE version = 2")
            let drifted = try await Self.audit(brand.url)
            #expect(drifted.status != 0)
            #expect(drifted.errors.contains("0002_catalog.sql was changed after it was applied"), "\(drifted.errors)")
        }
    }
}
