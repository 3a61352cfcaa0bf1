import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

extension ServerProcess {
    /// As many requests at once as a test sends, and no second try where nobody listens: that is an answer, too.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    // @unchecked: holds parsed JSON, which isn't Sendable; made whole by one task and only read afterwards.
    struct Answer: @unchecked Sendable {
        let status: Int
        let retryAfter: String?
        let body: [String: Any]
        let text: String

        var code: String? { body["code"] as? String }
    }

    var origin: String { "\(scheme)://127.0.0.1:\(port)" }

    /// - Returns: nil when the connection broke or none was made, so that nobody knows what became of the request.
    func send(_ method: String, _ path: String, token: String? = nil, key: String? = nil, body: String? = nil, form: Bool = false) async throws -> Answer? {
        var request = HTTPClientRequest(url: origin + path)
        request.method = .init(rawValue: method)
        if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        if let key { request.headers.add(name: "Idempotency-Key", value: key) }
        if let body {
            request.headers.add(name: "Content-Type", value: form ? "application/x-www-form-urlencoded" : "application/json")
            request.body = .bytes(ByteBuffer(string: body))
        }
        do {
            // Longer than the server takes at its worst: what isn't answered then is a hang.
            let response = try await Self.client.execute(request, timeout: .seconds(60))
            let bytes = try await response.body.collect(upTo: 4 << 20)
            let object = try? JSONSerialization.jsonObject(with: Data(bytes.readableBytesView))
            return Answer(
                status: Int(response.status.code), retryAfter: response.headers.first(name: "Retry-After"), body: object as? [String: Any] ?? [:],
                text: String(buffer: bytes))
        } catch {
            return nil
        }
    }

    func token(_ client: String, secret: String = "demo") async throws -> String {
        let answer = try await send(
            "POST", "/oauth/token", body: "grant_type=client_credentials&client_id=\(client)&client_secret=\(secret)", form: true)
        guard let token = answer?.body["access_token"] as? String else { throw ServerProcessFailure(said: "no token for \(client): \(answer?.text ?? "")") }
        return token
    }

    /// An order of bottles of one SKU.
    func order(_ bottles: Int, of sku: String, token: String, key: String) async throws -> Answer? {
        try await send("POST", "/v1/orders", token: token, key: key, body: #"{"lines":[{"sku":"\#(sku)","quantity":\#(bottles),"unit":"bottle"}]}"#)
    }

    /// Whether a connection is taken.
    var accepts: Bool {
        guard let client = try? SilentClient(port: port) else { return false }
        client.close()
        return true
    }
}
