@testable import API
import Commerce
import TestSupport
import Testing

/// Every route that takes JSON, every field it takes, by the document.
struct EveryFieldTests {
    @Test func `a value of the wrong type is named at every field of every route, and so is a field too many`() async throws {
        try await unharmed { service in
            let document = try OpenAPIFile.read()
            for (operation, schema) in try Self.bodies(document) {
                let fields = try Self.properties(of: schema, document)
                // No field of any route is of this type, whatever it is: an object where text, numbers or lists are, a number where an object is.
                let values = try fields.map { field in "\"\(field.name)\":" + (try document.resolved(field.value)["type"]?.text == "object" ? "7" : "{}") }
                let answer = try await Self.send("{" + (values + ["\"zz\":1"]).joined(separator: ",") + "}", to: operation, document, service)
                #expect(answer.status == 422, "\(operation.label): \(answer.text.prefix(400))")
                for field in fields {
                    #expect(answer.faults.contains("/\(field.name) WRONG_TYPE"), "\(operation.label) /\(field.name): \(answer.faults)")
                }
                #expect(answer.faults.contains("/zz UNKNOWN_FIELD"), "\(operation.label): \(answer.faults)")
                #expect(answer.faults.count == fields.count + 1, "\(operation.label) names more than there is: \(answer.faults)")
            }
        }
    }

    @Test func `null is no value of any field, unless the document says so`() async throws {
        try await unharmed { service in
            let document = try OpenAPIFile.read()
            for (operation, schema) in try Self.bodies(document) {
                for field in try Self.properties(of: schema, document) {
                    let types = try document.resolved(field.value)["type"]?.array?.compactMap(\.text) ?? []
                    // Where null may stand, what stands beside it is refused, so that nothing is changed.
                    let answer = try await Self.send("{\"\(field.name)\":null,\"nothingIsCalledThis\":0}", to: operation, document, service)
                    let named = answer.faults.contains("/\(field.name) WRONG_TYPE")
                    #expect(named != types.contains("null"), "\(operation.label) /\(field.name): \(answer.status) \(answer.faults)")
                }
            }
        }
    }

    @Test func `whatever must be said and isn't is missed`() async throws {
        try await unharmed { service in
            let document = try OpenAPIFile.read()
            for (operation, schema) in try Self.bodies(document) {
                let required = try document.resolved(schema)["required"]?.array?.compactMap(\.text) ?? []
                guard !required.isEmpty else { continue }
                let answer = try await Self.send("{}", to: operation, document, service)
                answer.expectProblem(422, "MISSING", required.map { "/\($0) MISSING" }, operation.label)
            }
        }
    }

    /// The operations that take JSON, with its schema.
    private static func bodies(_ document: OpenAPIFile) throws -> [(OpenAPIFile.Operation, JSONValue)] {
        try document.operations.compactMap { operation in
            try document.requestContent(of: operation)["application/json"].map { (operation, $0) }
        }
    }

    /// The fields of an object's schema, or of all that it may be one of.
    private static func properties(of schema: JSONValue, _ document: OpenAPIFile) throws -> [JSONObject.Field] {
        let object = try document.resolved(schema)
        var fields = object["properties"]?.object?.fields ?? []
        for part in object["oneOf"]?.array ?? [] {
            for field in try properties(of: part, document) where !fields.contains(where: { $0.name == field.name }) { fields.append(field) }
        }
        return fields
    }

    private static func send(_ body: String, to operation: OpenAPIFile.Operation, _ document: OpenAPIFile, _ service: TestService) async throws -> TestAnswer {
        let scopes = document.scopes(of: operation) ?? []
        let kinds: [(String, OrganizationKind)] = [("D-110105", .distributor), ("HQ", .headquarters), ("S-110105-001", .store)]
        let callers = kinds.filter { kind in scopes.allSatisfy { Permission(rawValue: $0)?.allows(kind.1) == true } }.map(\.0)
        let values = operation.parameters.filter { $0["in"]?.text == "path" }.map { $0["example"]?.text ?? "x" }
        let method = try #require(TestService.Method(rawValue: operation.method.lowercased()))
        return try await service.send(method, Walk.filled(operation.path, values), as: callers.first ?? "HQ", body: body, key: "\(operation.label) \(body.hashValue)")
    }
}
