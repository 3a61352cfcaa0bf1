@testable import API
import Commerce
import HTTPTypes
import Synchronization
import TestSupport
import Testing

/// Sends requests to the service and holds every answer to what the document says of it.
final class Walk: Sendable {
    let service: TestService
    let document: OpenAPIFile
    private let operations: [String: OpenAPIFile.Operation]
    private let seen = Mutex<[String: Set<Int>]>([:])
    private let keys = Mutex(0)

    init(_ service: TestService) throws {
        self.service = service
        document = try OpenAPIFile.read()
        operations = Dictionary(document.operations.map { ($0.label, $0) }) { first, _ in first }
    }

    /// The statuses that were seen of each operation.
    var statuses: [String: Set<Int>] { seen.withLock { $0 } }

    /// Sends one request and checks its answer.
    /// - Parameters:
    ///   - path: as in the document; its parameters are filled with `values` in their order.
    ///   - caller: nobody when nil.
    ///   - keyed: whether the request has an `Idempotency-Key`; a new one each time.
    @discardableResult
    func send(
        _ method: TestService.Method, _ path: String, _ values: [String] = [], query: String = "", as caller: String? = "HQ", body: String? = nil,
        keyed: Bool = true, mediaType: String? = nil, expecting status: Int? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> TestAnswer {
        let label = method.rawValue.uppercased() + " " + path
        let key = keyed && Endpoints.all.contains { $0.label == label && $0.keyed } ? nextKey() : nil
        let answer = try await service.send(
            method, Self.filled(path, values) + (query.isEmpty ? "" : "?" + query), as: caller, body: body, key: key,
            headers: mediaType.map { [.contentType: $0] } ?? HTTPFields())
        if let status { #expect(answer.status == status, "\(label) as \(caller ?? "nobody"): \(answer.text)", sourceLocation: sourceLocation) }
        try check(answer, of: label, sourceLocation)
        return answer
    }

    private func nextKey() -> String {
        keys.withLock { number in
            number += 1
            return "walk-\(number)"
        }
    }

    static func filled(_ path: String, _ values: [String]) -> String {
        var rest = values[...]
        return path.split(separator: "/", omittingEmptySubsequences: false)
            .map { $0.hasPrefix("{") ? rest.popFirst() ?? "missing" : String($0) }
            .joined(separator: "/")
    }

    /// That the answer's status, media type, headers and body are declared.
    func check(_ answer: TestAnswer, of label: String, _ sourceLocation: SourceLocation = #_sourceLocation) throws {
        seen.withLock { _ = $0[label, default: []].insert(answer.status) }
        guard let operation = operations[label] else {
            Issue.record("\(label) is not in the document", sourceLocation: sourceLocation)
            return
        }
        guard let response = try document.responses(of: operation)[answer.status] else {
            Issue.record("\(label) answered \(answer.status), which is not declared: \(answer.text)", sourceLocation: sourceLocation)
            return
        }
        for header in response.headers.fields {
            let declared = try document.resolved(header.value)
            guard let value = answer.header(header.name) else {
                #expect(declared["required"]?.bool != true, "\(label) \(answer.status) lacks \(header.name)", sourceLocation: sourceLocation)
                continue
            }
            let faults = try SchemaCheck.faults(of: .string(value), against: declared["schema"] ?? .null, in: document)
            #expect(faults.isEmpty, "\(label) \(answer.status) \(header.name): \(value)", sourceLocation: sourceLocation)
        }
        for name in ["Location", "Link", "Retry-After", "Idempotent-Replayed", "Cache-Control", "Pragma", "WWW-Authenticate"] where answer.header(name) != nil {
            #expect(response.headers[name] != nil, "\(label) \(answer.status) has an undeclared \(name)", sourceLocation: sourceLocation)
        }
        let mediaType = answer.header("content-type")?.split(separator: ";").first.map(String.init)
        guard let mediaType else {
            #expect(response.content.isEmpty && answer.text.isEmpty, "\(label) \(answer.status) lacks its body", sourceLocation: sourceLocation)
            return
        }
        guard let schema = response.content[mediaType] else {
            Issue.record("\(label) answered \(answer.status) in \(mediaType), which is not declared", sourceLocation: sourceLocation)
            return
        }
        guard mediaType.hasSuffix("json") else { return }
        let body = try #require(answer.json, "\(label) \(answer.status) is no JSON", sourceLocation: sourceLocation)
        let faults = try SchemaCheck.faults(of: body, against: schema, in: document)
        #expect(faults.isEmpty, "\(label) \(answer.status): \(faults.joined(separator: "; ")) in \(answer.text.prefix(600))", sourceLocation: sourceLocation)
    }
}

extension TestAnswer {
    /// A text of the body by its path: `lines/0/sku`.
    func text(at path: String) -> String? {
        var value = json
        for part in path.split(separator: "/") {
            value = Int(part).flatMap { index in value?.array.flatMap { $0.indices.contains(index) ? $0[index] : nil } } ?? value?.object?[String(part)]
        }
        return value?.text
    }

    /// A whole number of the body by its path.
    func number(at path: String) -> Int64? {
        var value = json
        for part in path.split(separator: "/") {
            value = Int(part).flatMap { index in value?.array.flatMap { $0.indices.contains(index) ? $0[index] : nil } } ?? value?.object?[String(part)]
        }
        return value?.integer
    }
}
