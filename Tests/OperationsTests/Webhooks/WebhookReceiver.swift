import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// What a customer would run: an HTTP server on loopback that notes what it is sent and answers as it is told.
final class WebhookReceiver: Sendable {
    struct Delivery: Sendable {
        let host: String
        let path: String
        let headers: HTTPFields
        let body: String

        func header(_ name: String) -> String {
            HTTPField.Name(name).flatMap { headers[$0] } ?? ""
        }
    }

    private struct State {
        var deliveries: [Delivery] = []
        var statuses: [Int] = []
        var waiting: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    let port: Int
    private let state: Box

    private final class Box: Sendable {
        let state = Mutex(State())
    }

    private init(port: Int, state: Box) {
        self.port = port
        self.state = state
    }

    var url: String { "http://127.0.0.1:\(port)/hook" }
    var deliveries: [Delivery] { state.state.withLock { $0.deliveries } }
    /// The notes that `SmallBrand.tell` put into the events, in the order they arrived.
    var notes: [String] {
        deliveries.compactMap { $0.body.split(separator: #""note":""#).last?.split(separator: #"""#).first.map(String.init) }
    }

    /// Answers of the next requests, in their order; 204 afterwards.
    func answerNext(_ statuses: Int...) {
        state.state.withLock { $0.statuses += statuses }
    }

    /// Returns as soon as that many deliveries have arrived.
    func sees(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let seen = state.state.withLock { state in
                if state.deliveries.count >= count { return true }
                state.waiting.append((count, continuation))
                return false
            }
            if seen { continuation.resume() }
        }
    }

    static func with(_ body: @Sendable (WebhookReceiver) async throws -> Void) async throws {
        let box = Box()
        let (ports, started) = AsyncStream<Int>.makeStream()
        let router = Router()
        router.post("**") { request, _ in
            let buffer = try await request.body.collect(upTo: 1 << 20)
            let status = box.state.withLock { state in
                state.deliveries.append(
                    Delivery(
                        host: request.head.authority ?? "", path: request.uri.path, headers: request.headers, body: String(buffer: buffer)))
                for waiter in state.waiting where waiter.count == state.deliveries.count { waiter.continuation.resume() }
                state.waiting.removeAll { $0.count <= state.deliveries.count }
                return state.statuses.isEmpty ? 204 : state.statuses.removeFirst()
            }
            var headers = HTTPFields()
            if (300..<400).contains(status) { headers[.location] = "/elsewhere" }
            return Response(status: HTTPResponse.Status(code: status), headers: headers)
        }
        var logger = Logger(label: "test.receiver")
        logger.logLevel = .critical
        let application = Application(
            router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in started.yield(channel.localAddress?.port ?? 0) }, logger: logger)
        let group = ServiceGroup(services: [application], logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            for await port in ports {
                started.finish()
                do {
                    try await body(WebhookReceiver(port: port, state: box))
                } catch {
                    await group.triggerGracefulShutdown()
                    throw error
                }
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}
