import Foundation
import TestSupport
import Testing

/// One directory is one server's, and nothing is left running in it.
@Suite(.timeLimit(.minutes(20))) struct PrivateClusterTests {
    @Test func `a second server on the same directory is refused, naming the directory and who has it`() async throws {
        try await TemporaryDirectory.with { directory in
            let local = directory + "/local"
            let place = ["--local-directory=\(local)", "--seed-demo=no", "--schemas-directory=\(Repository.schemas)"]
            try await ServerProcess.with(place) { first in
                let second = try await Finished.tributary(["serve", "--http-port=0"] + place)
                #expect(second.status != 0)
                #expect(second.errors.contains("another server (process \(first.id)) is using \(local)"), "\(second.errors)")
                let live = try await first.send("GET", "/health/ready")
                #expect(live?.status == 200)
            }
        }
    }

    @Test func `a migration that fails leaves no database running`() async throws {
        try await TemporaryDirectory.with { directory in
            let (local, schemas) = (directory + "/local", directory + "/schemas")
            try FileManager.default.createDirectory(atPath: schemas + "/migrations", withIntermediateDirectories: true)
            try "-- Can't be.\nSELECT nothing_of_the_kind;\n".write(toFile: schemas + "/migrations/0001_broken.sql", atomically: true, encoding: .utf8)
            let ended = try await Finished.tributary(["migrate", "--local-directory=\(local)", "--schemas-directory=\(schemas)"])
            #expect(ended.status != 0)
            #expect(ended.errors.contains("0001_broken.sql:2 failed"), "\(ended.errors)")
            #expect(FileManager.default.fileExists(atPath: local + "/pg/PG_VERSION"))
            #expect(PrivateDatabase(directory: local).process == nil)
        }
    }
}
