@testable import API
import Commerce
import Foundation
import TestSupport

/// `Schemas/openapi.yaml`, read for comparison with what the service does.
struct OpenAPIFile: Sendable {
    /// One method of one path.
    struct Operation: Sendable {
        let method: String
        let path: String
        let object: JSONObject
        /// Those of the path and its own, references followed.
        let parameters: [JSONObject]

        var label: String { method + " " + path }
        var id: String { object["operationId"]?.text ?? "" }
    }

    /// A response, references followed.
    struct Response: Sendable {
        let object: JSONObject

        /// Media type → schema.
        var content: [String: JSONValue] {
            (object["content"]?.object?.fields ?? []).reduce(into: [:]) { $0[$1.name] = $1.value.object?["schema"] }
        }

        var headers: JSONObject { object["headers"]?.object ?? JSONObject() }
    }

    let root: JSONObject
    let operations: [Operation]

    static let path = Repository.schemas + "/openapi.yaml"

    static func text() throws -> String {
        try String(contentsOfFile: path, encoding: .utf8)
    }

    static func read() throws -> OpenAPIFile {
        guard let root = try JSONParser.parse(OpenAPIDocument.json(yaml: text())).object else { throw BrokenDocument(what: "it is no object") }
        return try OpenAPIFile(root)
    }

    private init(_ root: JSONObject) throws {
        self.root = root
        var operations: [Operation] = []
        for path in root["paths"]?.object?.fields ?? [] {
            guard let item = path.value.object else { throw BrokenDocument(what: path.name) }
            let shared = item["parameters"]?.array ?? []
            for field in item.fields where field.name != "parameters" {
                guard let object = field.value.object else { throw BrokenDocument(what: path.name) }
                operations.append(
                    Operation(
                        method: field.name.uppercased(), path: path.name, object: object,
                        parameters: try (shared + (object["parameters"]?.array ?? [])).map { try Self.resolved($0, in: root) }))
            }
        }
        self.operations = operations
    }

    /// What a reference means, or the value itself when it is none.
    func resolved(_ value: JSONValue) throws -> JSONObject {
        try Self.resolved(value, in: root)
    }

    private static func resolved(_ value: JSONValue, in root: JSONObject) throws -> JSONObject {
        guard let object = value.object else { throw BrokenDocument(what: "\(value) is no object") }
        guard let reference = object["$ref"]?.text else { return object }
        var target = JSONValue.object(root)
        for part in reference.split(separator: "/").dropFirst() {
            guard let next = target.object?[String(part)] else { throw BrokenDocument(what: reference) }
            target = next
        }
        return try resolved(target, in: root)
    }

    /// What an operation may answer, by status.
    func responses(of operation: Operation) throws -> [Int: Response] {
        try (operation.object["responses"]?.object?.fields ?? []).reduce(into: [:]) { responses, field in
            guard let status = Int(field.name) else { throw BrokenDocument(what: "\(operation.label) \(field.name)") }
            responses[status] = Response(object: try resolved(field.value))
        }
    }

    /// Media type → schema of the body that an operation takes.
    func requestContent(of operation: Operation) throws -> [String: JSONValue] {
        guard let body = operation.object["requestBody"] else { return [:] }
        return Response(object: try resolved(body)).content
    }

    /// The scopes that an operation asks for; nil when it is open to all.
    func scopes(of operation: Operation) -> [String]? {
        guard let security = operation.object["security"]?.array, let first = security.first?.object else { return nil }
        return (first["oauth"]?.array ?? []).compactMap(\.text)
    }
}

struct BrokenDocument: Error {
    let what: String
}

extension JSONValue {
    var object: JSONObject? { if case .object(let object) = self { object } else { nil } }
    var array: [JSONValue]? { if case .array(let array) = self { array } else { nil } }
    var text: String? { if case .string(let text) = self { text } else { nil } }
    var integer: Int64? { if case .integer(let integer) = self { integer } else { nil } }
    var bool: Bool? { if case .bool(let bool) = self { bool } else { nil } }
    var isNull: Bool { if case .null = self { true } else { false } }

    /// For comparing with bounds; what tests hold is small.
    var double: Double? {
        switch self {
        case .integer(let integer): Double(integer)
        case .number(let digits): Double(digits)
        default: nil
        }
    }
}
