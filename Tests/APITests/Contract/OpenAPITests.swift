@testable import API
import Commerce
import Testing

/// The service and its description say the same.
struct OpenAPITests {
    private let document: OpenAPIFile

    init() throws {
        document = try OpenAPIFile.read()
    }

    private func endpoint(of operation: OpenAPIFile.Operation) throws -> Endpoint {
        try #require(Endpoints.all.first { $0.label == operation.label }, "\(operation.label) has no route")
    }

    @Test func `every route is described, and nothing else is`() {
        #expect(Endpoints.all.map(\.label).sorted() == document.operations.map(\.label).sorted())
        let ids = document.operations.map(\.id)
        #expect(Set(ids).count == ids.count && !ids.contains(""), "operation ids are given, each once")
    }

    @Test func `who may use a route is what the document says`() throws {
        for operation in document.operations {
            let wanted: [String]? =
                switch try endpoint(of: operation).access {
                case .open: nil
                case .signedIn: []
                case .permission(let permission): [permission.rawValue]
                }
            #expect(document.scopes(of: operation) == wanted, "\(operation.label)")
        }
        let schemes = document.root["components"]?.object?["securitySchemes"]?.object?["oauth"]?.object
        let scopes = schemes?["flows"]?.object?["clientCredentials"]?.object?["scopes"]?.object?.fields.map(\.name) ?? []
        let asked = Set(Endpoints.all.compactMap { if case .permission(let permission) = $0.access { permission.rawValue } else { nil } })
        #expect(Set(scopes) == asked, "every scope that is asked for is explained, and no other")
        let permissions = document.root["components"]?.object?["schemas"]?.object?["Me"]?.object?["properties"]?.object?["permissions"]
        #expect(permissions?.object?["items"]?.object?["enum"]?.array?.compactMap(\.text) == Permission.allCases.map(\.rawValue))
    }

    @Test func `an idempotency key is described where one is needed, and only there`() throws {
        for operation in document.operations {
            let key = operation.parameters.first { $0["name"]?.text == "Idempotency-Key" && $0["in"]?.text == "header" }
            let isKeyed = try endpoint(of: operation).keyed
            #expect((key != nil) == isKeyed, "\(operation.label)")
            if isKeyed {
                #expect(key?["required"]?.bool == true, "\(operation.label)")
                let responses = try document.responses(of: operation)
                #expect(responses[400] != nil && responses[409]?.headers["Idempotent-Replayed"] != nil, "\(operation.label)")
                #expect(responses.contains { $0.key < 300 && $0.value.headers["Idempotent-Replayed"] != nil }, "\(operation.label)")
            }
        }
    }

    @Test func `a route takes the bodies that the document says`() throws {
        for operation in document.operations {
            let endpoint = try endpoint(of: operation)
            #expect(Set(try document.requestContent(of: operation).keys) == Set(endpoint.body.mediaType.map { [$0] } ?? []), "\(operation.label)")
        }
    }

    @Test func `a word that is a path of its own is no order's id`() async throws {
        try await TestService.run { service in
            let read = try await service.send(.get, "/v1/orders/import", as: "HQ")
            #expect(read.status == 405 && read.header("allow") == "POST, OPTIONS", "\(read.text)")
            // A SKU may be called so.
            #expect(try await service.send(.get, "/v1/skus/import", as: "HQ").status == 404)
        }
    }

    @Test func `the parameters of a path are described, each once`() throws {
        for operation in document.operations {
            let named = operation.path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
            let described = operation.parameters.filter { $0["in"]?.text == "path" }
            #expect(described.compactMap { $0["name"]?.text }.sorted() == named.sorted(), "\(operation.label)")
            #expect(described.allSatisfy { $0["required"]?.bool == true }, "\(operation.label)")
            let all = operation.parameters.map { ($0["in"]?.text ?? "") + " " + ($0["name"]?.text ?? "") }
            #expect(Set(all).count == all.count, "\(operation.label)")
        }
    }

    @Test func `what every route may answer by its nature is declared`() throws {
        for operation in document.operations where operation.path.hasPrefix("/v1/") {
            let endpoint = try endpoint(of: operation)
            var statuses: Set<Int> = [401, 422, 429, 503]
            if case .permission = endpoint.access { statuses.insert(403) }
            if operation.path.contains("{") { statuses.insert(404) }
            if endpoint.writes { statuses.insert(409) }
            if endpoint.body != .none { statuses.formUnion([400, 413, 415]) }
            let declared = Set(try document.responses(of: operation).keys)
            #expect(statuses.subtracting(declared).isEmpty, "\(operation.label) lacks \(statuses.subtracting(declared).sorted())")
            #expect(declared.contains { (200..<300).contains($0) }, "\(operation.label)")
        }
    }

    @Test func `every object that is taken is closed, so that an unknown field is one by the document too`() throws {
        for operation in document.operations where operation.path.hasPrefix("/v1/") {
            for (mediaType, schema) in try document.requestContent(of: operation) where mediaType == "application/json" {
                #expect(try openObjects(in: schema) == [], "\(operation.label)")
            }
        }
    }

    private func openObjects(in schema: JSONValue, at place: String = "") throws -> [String] {
        let object = try document.resolved(schema)
        // An object whose sender chooses the names says what may stand under them.
        let isMap = object["additionalProperties"]?.object?["type"] != nil
        let isClosed = object["additionalProperties"]?.bool == false || isMap || object["maxProperties"]?.integer == 0
        var open = object["type"]?.text == "object" && !isClosed ? [place] : []
        for field in object["properties"]?.object?.fields ?? [] { open += try openObjects(in: field.value, at: place + "/" + field.name) }
        for part in object["oneOf"]?.array ?? [] { open += try openObjects(in: part, at: place) }
        if let items = object["items"] { open += try openObjects(in: items, at: place + "/*") }
        return open
    }

    @Test func `every example is one of what it stands beside`() throws {
        var checked = 0
        for schema in document.root["components"]?.object?["schemas"]?.object?.fields ?? [] {
            for example in schema.value.object?["examples"]?.array ?? [] {
                #expect(try SchemaCheck.faults(of: example, against: schema.value, in: document) == [], "\(schema.name)")
                checked += 1
            }
        }
        for operation in document.operations {
            for parameter in operation.parameters {
                guard let example = parameter["example"], let schema = parameter["schema"] else { continue }
                #expect(try SchemaCheck.faults(of: example, against: schema, in: document) == [], "\(operation.label)")
                checked += 1
            }
        }
        #expect(checked > 60)
    }

    @Test func `every part of the document is used, and every reference leads somewhere`() throws {
        var used: Set<String> = []
        func walk(_ value: JSONValue) throws {
            switch value {
            case .object(let object):
                if let reference = object["$ref"]?.text {
                    used.insert(reference)
                    _ = try document.resolved(value)
                }
                for field in object.fields { try walk(field.value) }
            case .array(let values): for value in values { try walk(value) }
            default: break
            }
        }
        try walk(.object(document.root))
        for kind in document.root["components"]?.object?.fields ?? [] where kind.name != "securitySchemes" {
            for part in kind.value.object?.fields ?? [] {
                #expect(used.contains("#/components/\(kind.name)/\(part.name)"), "\(kind.name)/\(part.name) is used nowhere")
            }
        }
    }
}
