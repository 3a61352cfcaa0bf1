import Commerce
@testable import Operations
import Postgres
import Testing

@Suite(.timeLimit(.minutes(20))) struct EventFeedTests {
    @Test func `events come in commit order, each once, part by part`() async throws {
        try await SmallBrand.with { small in
            for note in 1...7 { try await small.tell("note \(note)", about: SmallBrand.first) }
            try await small.settle()
            var position = EventPosition.start
            var parts: [[String]] = []
            repeat {
                let (events, next) = try await small.brand.events(after: position, limit: 3, as: SmallBrand.headquarters)
                parts.append(events.map(\.data))
                position = next
            } while parts.last?.isEmpty == false
            #expect(parts.map(\.count) == [3, 3, 1, 0])
            #expect(parts.flatMap { $0 } == (1...7).map { #"{"note":"note \#($0)"}"# })
        }
    }

    @Test func `the events of one transaction come in the order they were written`() async throws {
        try await SmallBrand.with { small in
            try await small.brand.work(for: SmallBrand.headquarters) { work in
                for note in 1...5 { try await work.emit(.skuChanged, about: .headquarters) { $0.field("note", note) } }
            }
            try await small.settle()
            let (events, _) = try await small.brand.events(after: .start, limit: 10, as: SmallBrand.headquarters)
            #expect(events.map(\.data) == (1...5).map { #"{"note":\#($0)}"# })
        }
    }

    @Test func `a caller sees what lies within its reach, and moves on past the rest`() async throws {
        try await SmallBrand.with { small in
            let callers = [SmallBrand.headquarters, SmallBrand.region, SmallBrand.first, SmallBrand.second, SmallBrand.elsewhere, SmallBrand.store]
            for caller in callers { try await small.tell(caller.code.text, about: caller) }
            try await small.settle()
            let seen = [6, 4, 2, 1, 1, 1]
            for (caller, count) in zip(callers, seen) {
                let (events, next) = try await small.brand.events(after: .start, limit: 50, as: caller)
                #expect(events.count == count, "\(caller.code)")
                #expect(events.allSatisfy { $0.organization == caller.code || caller != SmallBrand.store })
                let (more, _) = try await small.brand.events(after: next, limit: 50, as: caller)
                #expect(more.isEmpty)
            }
            // What is not for a caller moves its position on all the same: nothing is read twice.
            let (_, before) = try await small.brand.events(after: .start, limit: 50, as: SmallBrand.second)
            try await small.tell("again", about: SmallBrand.elsewhere)
            try await small.settle()
            let (nothing, after) = try await small.brand.events(after: before, limit: 50, as: SmallBrand.second)
            #expect(nothing.isEmpty)
            #expect(after > before)
        }
    }

    @Test func `only the wanted types come`() async throws {
        try await SmallBrand.with { small in
            try await small.deposit(5, to: SmallBrand.first)
            try await small.setCreditLimit(5, of: SmallBrand.first)
            try await small.deposit(6, to: SmallBrand.first)
            try await small.settle()
            let (events, _) = try await small.brand.events(after: .start, limit: 50, types: [.moneyDeposited], as: SmallBrand.first)
            #expect(events.map(\.type) == ["account.deposited", "account.deposited"])
            let (none, _) = try await small.brand.events(after: .start, limit: 50, types: [.orderPlaced, .returnRefused], as: SmallBrand.first)
            #expect(none.isEmpty)
        }
    }

    @Test func `a long transaction's event never appears behind a cursor that was handed out`() async throws {
        try await SmallBrand.with { small in
            try await small.tell("before", about: SmallBrand.first)
            try await small.settle()
            let slow = try await small.connection()
            // It gets its transaction id now, writes its event, and commits after everything else.
            try await slow.script("BEGIN")
            try await slow.script(Self.event("slow", id: 5, about: SmallBrand.first))
            try await small.tell("during", about: SmallBrand.first)

            let (early, cursor) = try await small.brand.events(after: .start, limit: 50, as: SmallBrand.first)
            #expect(early.map(\.data) == [#"{"note":"before"}"#])
            let (waiting, still) = try await small.brand.events(after: cursor, limit: 50, as: SmallBrand.first)
            #expect(waiting.isEmpty)

            try await slow.script("COMMIT")
            await slow.close()
            try await small.tell("after", about: SmallBrand.first)
            try await small.settle()
            let (late, end) = try await small.brand.events(after: still, limit: 50, as: SmallBrand.first)
            #expect(late.map(\.data) == [#"{"note":"slow"}"#, #"{"note":"during"}"#, #"{"note":"after"}"#])
            #expect(end > still)
        }
    }

    @Test func `what a rolled back transaction would have told is never told`() async throws {
        try await SmallBrand.with { small in
            let doomed = try await small.connection()
            try await doomed.script("BEGIN")
            try await doomed.script(Self.event("doomed", id: 5, about: SmallBrand.first))
            let (_, cursor) = try await small.brand.events(after: .start, limit: 50, as: SmallBrand.first)
            try await doomed.script("ROLLBACK")
            await doomed.close()
            await #expect(throws: AccountRefusal.amountOutOfRange) {
                try await small.brand.work(for: SmallBrand.headquarters) { work in
                    try await work.emit(.skuChanged, about: .headquarters) { $0.field("note", "refused") }
                    throw AccountRefusal.amountOutOfRange
                }
            }
            try await small.tell("kept", about: SmallBrand.first)
            try await small.settle()
            let (events, _) = try await small.brand.events(after: cursor, limit: 50, as: SmallBrand.headquarters)
            #expect(events.map(\.data) == [#"{"note":"kept"}"#])
        }
    }

    /// Writers of very different length, and a reader that follows all the while: every event comes once, none behind the cursor.
    @Test func `a reader that follows many writers at once misses nothing and reads nothing twice`() async throws {
        try await SmallBrand.with { small in
            let writers = 6, each = 15
            let read = try await withThrowingTaskGroup(of: Void.self, returning: [ID<EventEntity>].self) { group in
                for writer in 0..<writers {
                    group.addTask {
                        for number in 0..<each {
                            try await small.brand.work(for: SmallBrand.headquarters) { work in
                                _ = try await work.run(TakeTransactionID())
                                for _ in 0..<(writer * 7) { await Task.yield() }
                                try await work.emit(.skuChanged, about: .headquarters) { $0.field("note", "\(writer) \(number)") }
                            }
                        }
                    }
                }
                var position = EventPosition.start
                var seen: [ID<EventEntity>] = []
                while seen.count < writers * each {
                    let (events, next) = try await small.brand.events(after: position, limit: 7, as: SmallBrand.headquarters)
                    #expect(next >= position)
                    #expect(events.allSatisfy { $0.position > position })
                    seen += events.map(\.id)
                    position = next
                }
                try await group.waitForAll()
                return seen
            }
            #expect(read.count == writers * each)
            #expect(Set(read).count == read.count)
        }
    }

    private static func event(_ note: String, id: Int64, about caller: Caller) -> String {
        """
        INSERT INTO outbox (id, at, organization_id, type, payload)
        VALUES (\(id), now(), \(caller.organization.rawValue), 'sku.changed', '{"note":"\(note)"}')
        """
    }
}
