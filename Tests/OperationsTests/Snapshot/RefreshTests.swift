import Commerce
import Operations
import TestSupport
import Testing

@Suite struct RefreshTests {
    @Test func `a change is answered as done though it can't be read again at once, and is caught up with`() async throws {
        try await TestBrand.with { test in
            // Writing is possible still, reading what was written is not.
            try await test.sql("""
                SET search_path = tributary;
                REVOKE SELECT ON warehouses FROM tributary_writer;
                GRANT SELECT (code) ON warehouses TO tributary_writer;
                """)
            #expect(try await test.open("WH-WH") == nil)
            #expect(test.brand.catalog.current.warehouses[Code(stored: "WH-WH")] == nil)
            try await test.sql("GRANT SELECT ON tributary.warehouses TO tributary_writer")
            // It is tried again in the background until it succeeds.
            while test.brand.catalog.current.warehouses[Code(stored: "WH-WH")] == nil {
                #expect(try await test.count("SELECT 1") == 1)
            }
            #expect(try await test.open("WH-CD") == nil)
            #expect(test.brand.catalog.current.warehouses[Code(stored: "WH-CD")] != nil)
        }
    }
}

extension TestBrand {
    fileprivate func open(_ code: String) async throws -> String? {
        let draft = WarehouseDraft(
            code: Code(stored: code), name: code, organization: nil, place: Coordinates(storedLatitudeE6: 30_593_000, longitudeE6: 114_305_000))
        return try await refusal(of: "HQ") { _ = try await $0.addWarehouse(draft) }
    }
}
