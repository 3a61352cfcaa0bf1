import TestSupport
import Testing

@testable import Operations

/// An audit reads whole ledgers, whatever little it finds.
struct AuditPlanTests {
    @Test func `every rule is planned for all that it looks at, not for the first few differences`() async throws {
        try await TestBrand.with { test in
            try await test.sql("""
                CREATE FUNCTION public.test_audit_plan(query text) RETURNS text LANGUAGE plpgsql AS $$
                DECLARE plan json;
                BEGIN
                    PERFORM set_config('search_path', 'tributary, public', true);
                    EXECUTE 'EXPLAIN (FORMAT JSON) ' || query INTO plan;
                    RETURN plan::text;
                END $$;
                """)
            for check in AuditBrand.checks {
                let sql = type(of: check).sql
                let plan = try await test.value("SELECT public.test_audit_plan($query$\(sql)$query$)") ?? ""
                // A part of its own, which no LIMIT reaches into.
                #expect(plan.contains(#""Subplan Name": "CTE d""#), "\(type(of: check).subject): \(plan)")
            }
        }
    }
}
