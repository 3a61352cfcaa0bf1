import Testing

@testable import Postgres

struct PipelineMachineTests {
    private func machine(_ steps: PipelineMachine.Step...) -> PipelineMachine {
        var machine = PipelineMachine()
        for step in steps { machine.sent(step) }
        return machine
    }

    private func replies(_ machine: inout PipelineMachine, _ replies: PipelineMachine.Reply...) -> [PipelineMachine.Action] {
        replies.map { machine.receive($0) }
    }

    @Test func `statements are prepared, kept and finished in order`() {
        var it = machine(.command(0), .prepare(1), .execute(1), .execute(2), .commit(3))
        let actions = replies(
            &it, .done(tag: "BEGIN"), .nothing, .done(tag: ""), .nothing, .done(tag: "SELECT 1"), .nothing, .done(tag: "INSERT 0 1"), .nothing,
            .done(tag: "COMMIT"), .nothing, .synchronised)
        #expect(actions == [.ignore, .ignore, .markPrepared(1), .ignore, .keep(1), .ignore, .keep(2), .ignore, .ignore, .ignore, .finish])
        #expect(it.isCommitted)
    }

    @Test func `the first failure counts and what follows is skipped`() {
        var it = machine(.prepare(0), .execute(0), .execute(1), .commit(2))
        let actions = replies(&it, .done(tag: ""), .nothing, .failed, .nothing, .skipped, .nothing, .skipped, .nothing, .synchronised)
        #expect(actions == [.markPrepared(0), .ignore, .fail(0), .ignore, .ignore, .ignore, .ignore, .ignore, .finish])
        #expect(!it.isCommitted)
        #expect(!it.mayHaveCommitted)
    }

    @Test func `an implicit transaction may fail at its end`() {
        var it = machine(.execute(0))
        #expect(replies(&it, .done(tag: ""), .nothing, .failed, .nothing, .synchronised) == [.keep(0), .ignore, .fail(nil), .ignore, .finish])
    }

    @Test func `COMMIT answered by ROLLBACK isn't a commit`() {
        var it = machine(.commit(0))
        #expect(replies(&it, .done(tag: "ROLLBACK"), .nothing, .synchronised) == [.notCommitted(0), .ignore, .finish])
        #expect(!it.isCommitted)
    }

    @Test func `until COMMIT is answered its outcome is open`() {
        var it = machine(.execute(0), .commit(1))
        #expect(it.mayHaveCommitted)
        _ = replies(&it, .done(tag: ""), .nothing)
        #expect(it.mayHaveCommitted)
        _ = it.receive(.done(tag: "COMMIT"))
        #expect(!it.mayHaveCommitted)
        #expect(it.isCommitted)
        #expect(it.receive(.failed) == .finish)
    }

    @Test(arguments: [
        [.nothing, .nothing], [.skipped], [.synchronised], [.unexpected], [.failed, .done(tag: "")], [.failed, .failed],
        [.done(tag: ""), .done(tag: "")],
    ] as [[PipelineMachine.Reply]])
    func `answers that don't fit end the connection`(_ given: [PipelineMachine.Reply]) {
        var it = given.count > 1 && given[0] == .failed ? machine(.execute(0), .execute(1)) : machine(.execute(0))
        #expect(given.map { it.receive($0) }.last == .violate)
    }

    @Test func `a cleared machine knows nothing of before`() {
        var it = machine(.commit(0))
        _ = it.receive(.failed)
        it.clear()
        it.sent(.execute(0))
        #expect(!it.hadCommit)
        #expect(replies(&it, .done(tag: ""), .nothing, .synchronised) == [.keep(0), .ignore, .finish])
    }
}

struct PreparedStatementsTests {
    private let one = ObjectIdentifier(InsertItem.self), two = ObjectIdentifier(CountItems.self)

    @Test func `a statement is prepared once, also within a pipeline`() {
        var statements = PreparedStatements()
        let first = statements.use(one, types: [20, 25])
        #expect(first.isNew)
        let second = statements.use(one, types: [20, 25])
        #expect(second.entry == first.entry)
        #expect(!second.isNew)
        statements.confirm(one)
        statements.dropUnconfirmed()
        #expect(!statements.use(one, types: [20, 25]).isNew)
    }

    @Test func `what wasn't confirmed is prepared again under another name`() {
        var statements = PreparedStatements()
        let first = statements.use(one, types: []), second = statements.use(two, types: [])
        statements.confirm(one)
        statements.dropUnconfirmed()
        #expect(!statements.use(one, types: []).isNew)
        let again = statements.use(two, types: [])
        #expect(again.isNew)
        #expect(Set([first.entry.name, second.entry.name, again.entry.name]).count == 3)
    }

    @Test func `other parameter types are another statement`() {
        var statements = PreparedStatements()
        _ = statements.use(one, types: [20])
        statements.confirm(one)
        #expect(statements.use(one, types: [23]).isNew)
        statements.forgetAll()
        #expect(statements.use(one, types: [23]).isNew)
    }
}
