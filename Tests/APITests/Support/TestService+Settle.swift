@testable import API

extension TestService {
    /// Returns when the feed shows all that has been committed: transactions of other tests on the same server hold it back, too.
    func settle() async throws {
        try await sql("CREATE TABLE settled AS SELECT pg_current_xact_id() AS mine")
        try await sql("""
            DO $$
            BEGIN
                WHILE pg_snapshot_xmin(pg_current_snapshot()) <= (SELECT mine FROM settled) LOOP
                    PERFORM pg_sleep(0.002);
                END LOOP;
                DROP TABLE settled;
            END $$
            """)
    }
}
