import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import LocalPostgres

@Suite struct DirectoryLockTests {
    @Test func `a lock is refused while it is held, with its holder, and free again afterwards`() async throws {
        try await TemporaryDirectory.with { directory in
            do {
                let held = try DirectoryLock(directory: directory)
                #expect(throws: LocalPostgresError.inUse(directory: directory, process: getpid())) { try DirectoryLock(directory: directory) }
                withExtendedLifetime(held) {}
            }
            #expect(throws: Never.self) { try DirectoryLock(directory: directory) }
        }
    }

    /// The number of a closed descriptor is the next one that any thread is given: closing it twice ends somebody else's file.
    @Test func `a refused lock closes nobody else's file`() async throws {
        try await TemporaryDirectory.with { directory in
            let held = try DirectoryLock(directory: directory)
            let isRefusing = Switch()
            let (damage, report) = AsyncStream.makeStream(of: Int.self)
            Thread.detachNewThread {
                var damage = 0
                repeat {
                    let file = open("/dev/null", O_RDONLY | O_CLOEXEC)
                    if file >= 0, close(file) != 0 { damage += 1 }
                } while isRefusing.on
                report.yield(damage)
                report.finish()
            }
            for _ in 0..<5000 { _ = try? DirectoryLock(directory: directory) }
            isRefusing.turnOff()
            for await count in damage { #expect(count == 0) }
            withExtendedLifetime(held) {}
        }
    }

    private final class Switch: Sendable {
        private let state = Atomic(true)
        var on: Bool { state.load(ordering: .acquiring) }
        func turnOff() { state.store(false, ordering: .releasing) }
    }
}
