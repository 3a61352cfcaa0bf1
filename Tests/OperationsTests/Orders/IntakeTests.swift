import Commerce
import Operations
import Postgres
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct IntakeTests {
    @Test func `what doesn't fit into the queue is turned away at once, and the rest is placed`() async throws {
        try await TestBrand.with(settings: { settings in
            settings.intakeQueueLength = 2
            settings.intakeWriters = 1
            settings.intakeBatchLength = 1
        }) { test in
            let lock = try test.lockingAccount(of: "D-110105")
            try await withThrowingTaskGroup(of: TestBrand.Sent.self) { group in
                try await test.holding(lock) {
                    for _ in 0..<10 { group.addTask { try await test.send(["A": 6]) } }
                    // One on its way and two waiting: none of the three can be answered yet.
                    for _ in 0..<7 {
                        let outcome = try await group.next()
                        #expect(outcome == .refused("OVERLOADED"))
                    }
                }
                for try await outcome in group { #expect(outcome.order != nil) }
            }
            #expect(try await test.count("SELECT count(*) FROM tributary.orders") == 3)
            try await test.expectCleanAudit()
        }
    }

    @Test func `an intake that is drained places what it accepted and refuses what comes later`() async throws {
        try await TestBrand.with(settings: { $0.intakeWriters = 1 }) { test in
            let (accepted, drain) = try await test.holding(try test.lockingAccount(of: "D-110105")) {
                let accepted = (0..<3).map { _ in Task { try await test.send(["A": 6]) } }
                try await test.untilUnanswered(3)
                let drain = Task { await test.brand.intake.drain() }
                while await !test.brand.intake.closing { await Task.yield() }
                #expect(try await test.send(["A": 6]) == .refused("SHUTTING_DOWN"))
                return (accepted, drain)
            }
            await drain.value
            for order in accepted { #expect(try await order.value.order != nil) }
            #expect(try await test.count("SELECT count(*) FROM tributary.orders") == 3)
            try await test.expectCleanAudit()
        }
    }

    @Test func `an order that can't be written takes no neighbour down`() async throws {
        try await TestBrand.with { test in
            let poisoned = try test.caller("D-310101").organization.rawValue
            try await test.sql("""
                SET search_path = tributary;
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NEW.organization_id = \(poisoned) THEN RAISE EXCEPTION 'not this one'; END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER refuse BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION refuse();
                """)
            let outcomes = await TestBrand.atOnce(30) { index in
                try await test.send(["A": 6], by: index == 11 ? "D-310101" : ["D-110105", "D-110106"][index % 2])
            }
            #expect(outcomes.count { $0.order != nil } == 29)
            let failures = outcomes.compactMap { outcome in if case .failure(let error as PostgresError) = outcome { error.sqlState } else { nil } }
            #expect(failures == ["P0001"])
            try await test.expectCleanAudit()
        }
    }

    @Test func `a session that holds one buyer's account costs only this buyer's order`() async throws {
        try await TestBrand.with(settings: { settings in
            settings.intakeWriters = 1
            settings.intakeLockMilliseconds = 500
        }) { test in
            let outcomes = try await test.holding(try test.lockingAccount(of: "D-310101")) {
                await TestBrand.atOnce(20) { index in try await test.send(["A": 6], by: index == 5 ? "D-310101" : "D-110105") }
            }
            #expect(outcomes.count { $0.order != nil } == 19)
            let told = outcomes.compactMap { outcome in if case .failure(let error) = outcome { Unavailability.reason(of: error) } else { nil } }
            #expect(told.map(\.code) == ["UNAVAILABLE"])
            #expect(try await test.send(["A": 6], by: "D-310101").order != nil)
            try await test.expectCleanAudit()
        }
    }

    @Test func `when the connection is lost everybody who waits is told at once`() async throws {
        try await TestBrand.with(settings: { settings in
            settings.intakeWriters = 1
            settings.intakeBatchLength = 1
        }) { test in
            try await test.holding(try test.lockingAccount(of: "D-110105")) {
                let sent = (0..<5).map { _ in Task { try await test.send(["A": 6]) } }
                try await test.untilUnanswered(5)
                try await test.untilBlocked()
                _ = try await test.value("""
                    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                    WHERE datname = current_database() AND wait_event_type = 'Lock'
                    """)
                for order in sent {
                    let error = await #expect(throws: PostgresError.self) { try await order.value }
                    #expect(error?.isUnavailable == true)
                }
            }
            #expect(try await test.count("SELECT count(*) FROM tributary.orders") == 0)
            #expect(try await test.send(["B": 6]).order != nil)
            // What the lost batch meant to take is free on the board again.
            let order = try await test.place(["A": 420])
            #expect(order.sent == ["WH-TJ released 420"])
            try await test.expectCleanAudit()
        }
    }

    @Test func `where older orders couldn't be served first, the new one is not placed before them`() async throws {
        try await TestBrand.with(.small(stock: [:])) { test in
            let older = try await test.place(["L": 5], by: "D-110106", backorder: true)
            try await test.sql("""
                SET search_path = tributary;
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no shipments today'; END $$;
                CREATE TRIGGER refuse BEFORE INSERT ON shipments FOR EACH ROW WHEN (NEW.order_id = \(older.id.rawValue)) EXECUTE FUNCTION refuse();
                """)
            try await test.arrive(5, of: 4, at: 1)
            #expect(try await test.send(["L": 1]) == .refused("UNAVAILABLE"))
            #expect(try await test.count("SELECT count(*) FROM tributary.orders") == 1)
            try await test.sql("DROP TRIGGER refuse ON tributary.shipments")
            _ = try await test.send(["L": 1])
            #expect(try await test.order(older.id).lines[0].backorderedUnits < 5)
            try await test.expectCleanAudit()
        }
    }

    @Test func `goods that arrive at a new row while an order for them is being placed are not missed`() async throws {
        try await TestBrand.with(.small(stock: [:])) { test in
            // Whoever receives them can't see the order yet, and the order can't see the row.
            let order = try await test.holding(TestBrand.arrival(5, of: 4, at: 1), ending: "COMMIT") {
                try await test.place(["L": 2], backorder: true)
            }
            #expect(order.status == .backordered)
            await test.brand.intake.drain()
            #expect(try await test.order(order.id).status == .confirmed)
            try await test.expectCleanAudit()
        }
    }
}
