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
                #expect(try await small.number(Self.waitersForOutbox) == 0)
            }
            #expect(try await housekeeping.makePartitions() == Housekeeping.Partitions(made: 1))
        }
    }

    @Test func `pricings are compressed alike in every month, that made later too`() async throws {
        try await SmallBrand.with { small in
            try await small.sql(Self.dropOnePartition.replacing("'outbox", with: "'order_pricings"))
            #expect(try await Housekeeping(brand: small.brand).makePartitions().made >= 1)
            let others = """
                SELECT count(*) FROM pg_partition_tree('order_pricings') t JOIN pg_attribute a ON a.attrelid = t.relid AND a.attname = 'pricing'
                WHERE a.attcompression <> CASE WHEN EXISTS (
                    SELECT 1 FROM pg_settings WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)) THEN 'l' ELSE '' END::"char"
                """
            #expect(try await small.number(others) == 0)
        }
    }

    private static let waitersForOutbox = """
        SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = database
        WHERE datname = current_database() AND relation = 'outbox'::regclass AND NOT granted
        """

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
                SELECT now() - make_interval(secs => \(promised)) + make_interval(secs => CASE WHEN s < 0 THEN s ELSE 3600 END), 200, sha256(s::text::bytea), 'd', 'b'
                FROM generate_series(-25000, 4) s
                """)
            let housekeeping = Housekeeping(brand: small.brand)
            #expect(try await housekeeping.dropOldAnswers() == 25_000)
            #expect(try await small.number("SELECT count(*) FROM idempotency_keys") == 5)
            #expect(try await housekeeping.dropOldAnswers() == 0)
        }
    }

    @Test func `a server whose clock is years ahead forgets no answer`() async throws {
        try await TestBrand.with { test in
            let order = try await test.answer(to: ["A": 6], key: "once")
            test.clock.advance(days: 1000)
            #expect(try await Housekeeping(brand: test.brand).dropOldAnswers() == 0)
            let again = try await test.answer(to: ["A": 6], key: "once")
            #expect(again.replayed && again.answer == order.answer)
        }
    }

    @Test func `an answer is kept for seventy-two hours even where less is set`() async throws {
        try await TestBrand.with(settings: { $0.idempotencySeconds = 1 }) { test in
            _ = try await test.answer(to: ["A": 6], key: "new")
            try await test.sql("UPDATE tributary.idempotency_keys SET created_at = now() - interval '71 hours'")
            #expect(try await Housekeeping(brand: test.brand).dropOldAnswers() == 0)
            try await test.sql("UPDATE tributary.idempotency_keys SET created_at = now() - interval '73 hours'")
            #expect(try await Housekeeping(brand: test.brand).dropOldAnswers() == 1)
        }
    }

    @Test func `free stock is offered to who waits for it though its owner never came to it`() async throws {
        try await TestBrand.with(.small(stock: [:])) { test in
            let waiting = try await test.place(["L": 2], backorder: true)
            // Afterwards the intake looks for nothing any more.
            await test.brand.intake.drain()
            #expect(try await test.brand.offerFreeStock() == 0)
            try await test.arrive(5, of: 4, at: 1)
            #expect(try await test.brand.offerFreeStock() == 1)
            #expect(try await test.order(waiting.id).status == .confirmed)
            #expect(try await test.brand.offerFreeStock() == 0)
            try await test.expectCleanAudit()
        }
    }
}
