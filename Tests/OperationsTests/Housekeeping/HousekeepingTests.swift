import Commerce
import Operations
import TestSupport
import Testing

struct HousekeepingTests {
    @Test func `partitions that are there are left alone, missing ones are made`() async throws {
        try await SmallBrand.with { small in
            let housekeeping = Housekeeping(brand: small.brand)
            #expect(try await housekeeping.makePartitions() == 0)
            try await small.sql("""
                DO $$
                DECLARE part text;
                BEGIN
                    SELECT inhrelid::regclass::text INTO part FROM pg_inherits
                    WHERE inhparent = 'outbox'::regclass AND inhrelid <> 'outbox_default'::regclass LIMIT 1;
                    EXECUTE 'DROP TABLE ' || part;
                END $$
                """)
            #expect(try await housekeeping.makePartitions() == 1)
            #expect(try await housekeeping.makePartitions() == 0)
        }
    }

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
