import Commerce
import Operations
import Postgres
import TestSupport
import Testing

struct HousekeepingTests {
    @Test func `partitions that are there are left alone, missing ones are made`() async throws {
        try await SmallBrand.with { small in
            let housekeeping = Housekeeping(brand: small.brand)
            // The template was migrated a while ago: a month may have begun since.
            _ = try await housekeeping.makePartitions()
            #expect(try await housekeeping.makePartitions() == Housekeeping.Partitions())
            try await small.sql(Self.dropOnePartition)
            #expect(try await housekeeping.makePartitions() == Housekeeping.Partitions(made: 1))
            #expect(try await housekeeping.makePartitions() == Housekeeping.Partitions())
        }
    }

    @Test func `a table that somebody is reading gets its partition later, and the others now`() async throws {
        try await SmallBrand.with { small in
            let housekeeping = Housekeeping(brand: small.brand)
            _ = try await housekeeping.makePartitions()
            try await small.sql(Self.dropOnePartition + Self.dropOnePartition.replacing("'outbox", with: "'stock_movements"))
            try await small.brand.writer.transaction { reader in
                _ = try await reader.run(ReadOutbox())
                #expect(try await housekeeping.makePartitions() == Housekeeping.Partitions(made: 1, busy: ["outbox"]))
                // Nobody waits for the table any more, so an event can be written beside the reader.
                #expect(try await small.number("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'outbox'::regclass") == 0)
            }
            #expect(try await housekeeping.makePartitions() == Housekeeping.Partitions(made: 1))
        }
    }

    private struct ReadOutbox: Statement {
        typealias Result = Int
        static let sql = "SELECT count(*) FROM outbox"
    }

    private static let dropOnePartition = """
        DO $$
        DECLARE part text;
        BEGIN
            SELECT inhrelid::regclass::text INTO part FROM pg_inherits
            WHERE inhparent = 'outbox'::regclass AND inhrelid <> 'outbox_default'::regclass LIMIT 1;
            EXECUTE 'DROP TABLE ' || part;
        END $$;

        """

    @Test func `answers are dropped once they are older than promised`() async throws {
        try await SmallBrand.with { small in
            let promised = small.brand.settings.idempotencySeconds
            try await small.sql("""
                INSERT INTO idempotency_keys (created_at, status, key, request_digest, body)
                SELECT to_timestamp(\(small.clock.now.millisecondsSince1970 / 1000 - promised) + s), 200, sha256(s::text::bytea), 'd', 'b'
                FROM generate_series(-25000, 4) s
                """)
            let housekeeping = Housekeeping(brand: small.brand)
            #expect(try await housekeeping.dropOldAnswers() == 25_000)
            #expect(try await small.number("SELECT count(*) FROM idempotency_keys") == 5)
            #expect(try await housekeeping.dropOldAnswers() == 0)
        }
    }
}
