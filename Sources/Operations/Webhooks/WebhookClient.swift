import AsyncHTTPClient
import Commerce
import NIOCore
import NIOHTTP1

/// What came of one attempt.
enum WebhookOutcome: Equatable, Sendable {
    case delivered
    /// The receiver says that it will never be there again (410).
    case gone
    /// What the endpoint's owner is told.
    case failed(String)
}

/// Sends webhooks to one endpoint, whose name has been looked up and whose address has been checked: the connection goes to that very
/// address, while certificate and `Host` are those of the name, so a name that means something else a moment later changes nothing.
/// Redirects are not followed: where they lead nobody has checked.
struct WebhookClient: Sendable {
    private static let connectSeconds: Int64 = 5
    /// From sending to the status line; bodies are not read.
    private static let attemptSeconds: Int64 = 15

    private let client: HTTPClient
    private let url: WebhookURL

    init(url: WebhookURL, address: NetworkAddress) {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.decompression = .disabled
        configuration.timeout = .init(connect: .seconds(Self.connectSeconds), read: .seconds(Self.attemptSeconds))
        configuration.connectionPool.retryConnectionEstablishment = false
        if case .name(let name) = url.host { configuration.dnsOverride = [name: address.description] }
        self.client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        self.url = url
    }

    func close() async {
        try? await client.shutdown()
    }

    /// - Throws: `CancellationError` only.
    func send(_ message: WebhookMessage, secret: WebhookSecret, at now: Instant) async throws -> WebhookOutcome {
        let seconds = now.millisecondsSince1970.floorDivided(by: 1000)
        var request = HTTPClientRequest(url: url.description)
        request.method = .POST
        request.headers = [
            "content-type": "application/json",
            "user-agent": "Tributary",
            "webhook-id": message.id,
            "webhook-timestamp": String(seconds),
            "webhook-signature": secret.signature(id: message.id, timestampSeconds: seconds, body: message.body),
        ]
        request.body = .bytes(message.body)
        do {
            let response = try await client.execute(request, timeout: .seconds(Self.attemptSeconds))
            switch response.status.code {
            case 200..<300: return .delivered
            case 410: return .gone
            default: return .failed("HTTP \(response.status.code)")
            }
        } catch is CancellationError {
            throw CancellationError()
        } catch let error as HTTPClientError {
            switch error {
            case .cancelled: throw CancellationError()
            case .deadlineExceeded, .readTimeout: return .failed("No answer in time.")
            case .connectTimeout: return .failed("No connection in time.")
            default: return .failed("No connection, or it broke.")
            }
        } catch {
            return .failed("No connection, or it broke.")
        }
    }
}
