import Logging
import Testing

@testable import Tributary

/// Whoever speaks last is heard, and what can't be read is read later.
@Suite(.timeLimit(.minutes(20))) struct RefresherTests {
    /// What the refresher does, step by step: each waits until the test lets it go on.
    private enum Step: Equatable, Sendable {
        case reads(Set<String>)
        case waits(Duration)
    }

    /// A refresher that runs by the test's hand.
    private final class Bench: Sendable {
        private let steps: AsyncStream<Step>
        private let report: AsyncStream<Step>.Continuation
        private let answers: AsyncStream<Bool>
        private let reply: AsyncStream<Bool>.Continuation

        init() {
            (steps, report) = AsyncStream.makeStream()
            (answers, reply) = AsyncStream.makeStream()
        }

        func refresher(pause: Duration) -> Refresher<String> {
            var quiet = Logger(label: "test.refresher")
            quiet.logLevel = .critical
            return Refresher(
                pause: pause, logger: quiet, wait: { _ = try await self.stop(at: .waits($0)) },
                refresh: { parts in
                    guard try await self.stop(at: .reads(parts)) else { throw Unreadable() }
                })
        }

        private func stop(at step: Step) async throws -> Bool {
            report.yield(step)
            for await answer in answers { return answer }
            throw CancellationError()
        }

        /// The step that it has come to.
        func next() async -> Step? {
            for await step in steps { return step }
            return nil
        }

        func goOn() { reply.yield(true) }
        func fail() { reply.yield(false) }
    }

    private struct Unreadable: Error {}

    private static func running(pause: Duration, _ body: (Bench, Refresher<String>) async -> Void) async {
        let bench = Bench()
        let refresher = bench.refresher(pause: pause)
        let task = Task { await refresher.run() }
        await body(bench, refresher)
        task.cancel()
        await task.value
    }

    @Test func `what is asked for after a quiet time is read at once`() async {
        await Self.running(pause: .seconds(1)) { bench, refresher in
            refresher.ask(for: ["prices"])
            #expect(await bench.next() == .reads(["prices"]))
            bench.goOn()
            #expect(await bench.next() == .waits(.seconds(1)))
        }
    }

    @Test func `the last of a burst is read after the pause, together with the others, once`() async {
        await Self.running(pause: .seconds(1)) { bench, refresher in
            refresher.ask(for: ["prices"])
            #expect(await bench.next() == .reads(["prices"]))
            // While the reading is under way, and while the pause is: both come too late for it.
            refresher.ask(for: ["skus"])
            bench.goOn()
            #expect(await bench.next() == .waits(.seconds(1)))
            refresher.ask(for: ["prices"])
            refresher.ask(for: ["clients"])
            bench.goOn()
            #expect(await bench.next() == .reads(["prices", "skus", "clients"]))
            bench.goOn()
            #expect(await bench.next() == .waits(.seconds(1)))
            bench.goOn()
            refresher.ask(for: ["pool"])
            #expect(await bench.next() == .reads(["pool"]))
        }
    }

    @Test func `a reading that fails is repeated, further and further apart, with what was asked for since`() async {
        await Self.running(pause: .seconds(1)) { bench, refresher in
            refresher.ask(for: ["prices"])
            #expect(await bench.next() == .reads(["prices"]))
            bench.fail()
            #expect(await bench.next() == .waits(.milliseconds(250)))
            refresher.ask(for: ["skus"])
            bench.goOn()
            #expect(await bench.next() == .reads(["prices", "skus"]))
            bench.fail()
            #expect(await bench.next() == .waits(.milliseconds(500)))
            bench.goOn()
            #expect(await bench.next() == .reads(["prices", "skus"]))
            bench.goOn()
            #expect(await bench.next() == .waits(.seconds(1)))
        }
    }

    @Test func `nothing asked for is nothing read`() async {
        await Self.running(pause: .zero) { bench, refresher in
            refresher.ask(for: [])
            refresher.ask(for: ["prices"])
            #expect(await bench.next() == .reads(["prices"]))
        }
    }

    @Test func `waits double from a quarter of a second to ten seconds`() {
        #expect([1, 2, 3, 6, 7, 100].map { RefreshBackoff.delay(failures: $0) } == [250, 500, 1000, 8000, 10_000, 10_000].map { .milliseconds($0) })
    }
}
