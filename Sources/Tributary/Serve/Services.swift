import API
import Logging
import Operations
import ServiceLifecycle

/// Gives a service so long to end by itself once it was told to, and then cuts it off, so that one of its clients can't hold up everybody
/// after it: a request whose body never comes would keep an HTTP server from ending for ever.
struct PatientService: Service {
    let service: any Service
    let patience: Duration
    let logger: Logger

    func run() async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await service.run()
                return true
            }
            group.addTask {
                try await gracefulShutdown()
                try await Task.sleep(for: patience)
                return false
            }
            defer { group.cancelAll() }
            guard try await group.next() == false else { return }
            logger.warning("What didn't end in time is cut off", metadata: ["seconds": "\(patience.components.seconds)"])
            group.cancelAll()
            // Whatever it says of being cut off: it has ended.
            _ = await group.nextResult()
        }
    }
}

/// Ends after the HTTP server and before the pools: what was accepted is committed first.
struct IntakeService: Service {
    let brand: Brand

    func run() async throws {
        try? await gracefulShutdown()
        await brand.intake.drain()
    }
}

/// Ends first, so that balancers look elsewhere while the last requests are answered.
struct ReadinessService: Service {
    let readiness: Readiness

    func run() async throws {
        try? await gracefulShutdown()
        readiness.end()
    }
}
