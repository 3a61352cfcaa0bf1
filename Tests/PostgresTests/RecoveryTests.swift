import Foundation
import LocalPostgres
import Postgres
import Testing

@Suite(.timeLimit(.minutes(20))) struct RecoveryTests {
    @Test func `after the server was restarted everybody is served again and nothing acknowledged is lost`() async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "pg-\(UUID().uuidString.prefix(8))").path
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let first = LocalPostgres(LocalPostgresConfiguration(directory: directory), logger: quiet)
        let database = Database(settings(try await first.start()), logger: quiet, name: "test")
        try await database.withConnection { try await $0.script(InsertItem.table) }
        _ = try await database.run(InsertItem(id: 1))

        // A request in flight gets an error of the kind that a client may repeat.
        let (inFlight, mayGo) = (Meeting(of: 2), Meeting(of: 2))
        let work = Task {
            try await database.transaction { transaction in
                _ = try await transaction.run(InsertItem(id: 2))
                await inFlight.arrive()
                await mayGo.arrive()
                _ = try await transaction.commit(with: InsertItem(id: 3))
            }
        }
        await inFlight.arrive()
        try await first.stop()
        await mayGo.arrive()
        let lost = await PostgresError.thrown { try await work.value }
        #expect(lost?.isUnavailable == true, "\(String(describing: lost))")

        // Whoever comes while it is away waits; the pool keeps trying.
        let waiting = Task { try await database.run(ItemIDs()).map { $0 } }
        let second = LocalPostgres(LocalPostgresConfiguration(directory: directory), logger: quiet)
        _ = try await second.start()
        while true {
            let error = await PostgresError.thrown { _ = try await database.run(CountItems()) }
            guard let error else { break }
            #expect(error.isUnavailable)
        }
        if case .success(let ids) = await waiting.result { #expect(ids == [1]) }
        #expect(try await database.run(ItemIDs()).map { $0 } == [1])
        await database.close()
        try await second.stop()
    }
}
