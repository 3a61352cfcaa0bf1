@testable import API
import Commerce
import TestSupport
import Testing

/// Every list, every parameter, by the document.
struct QueryTests {
    private static let lists = Endpoints.all.filter { $0.method == .get && !["/v1/me"].contains($0.path) && $0.path.hasPrefix("/v1/") }

    private func isList(_ endpoint: Endpoint, _ document: OpenAPIFile) -> Bool {
        document.operations.contains { $0.label == endpoint.label && $0.parameters.contains { $0["name"]?.text == "limit" } }
    }

    private func path(_ endpoint: Endpoint) -> String {
        Walk.filled(endpoint.path, [endpoint.path.contains("accounts") || endpoint.path.contains("organizations") ? "D-110105" : "P"])
    }

    /// Headquarters, or a store where headquarters may not ask.
    private func caller(_ endpoint: Endpoint) -> String {
        guard case .permission(let permission) = endpoint.access, !permission.allows(.headquarters) else { return "HQ" }
        return permission.allows(.distributor) ? "D-110105" : "S-110105-001"
    }

    @Test func `a limit is a whole number from 1 to 200`() async throws {
        try await unharmed { service in
            let document = try OpenAPIFile.read()
            for endpoint in Self.lists where isList(endpoint, document) {
                for (limit, code) in [("0", "OUT_OF_RANGE"), ("201", "OUT_OF_RANGE"), ("-1", "OUT_OF_RANGE"), ("99999999999999999999", "OUT_OF_RANGE"), ("1.5", "WRONG_TYPE"), ("", "WRONG_TYPE"), ("x", "WRONG_TYPE"), ("%D9%A1", "WRONG_TYPE")] {
                    let answer = try await service.send(.get, path(endpoint) + "?limit=" + limit, as: caller(endpoint))
                    answer.expectProblem(422, code, ["/limit \(code)"], "\(endpoint.label) \(limit)")
                }
            }
        }
    }

    @Test func `a cursor that no page gave is refused or harmless, never a failure`() async throws {
        try await unharmed { service in
            let document = try OpenAPIFile.read()
            let keys = [
                "x", "-1", "0", "9223372036854775807", "9223372036854775808", "1.1", "1.1.1", "1.1.1.1", "-1.-1.-1.-1", "9223372036854775807.1.1.1", "1.9223372036854775807.1.1",
                "1.1.9999999999.1", "A/B", "A/", "/", "1 A", "x A", "1 ", "\u{0}", "é", "' OR 1=1 --", "1.1.1.1.1", String(repeating: "9", count: 300),
            ]
            for endpoint in Self.lists where isList(endpoint, document) {
                for cursor in keys.map(Cursor.encoded) {
                    let answer = try await service.send(.get, path(endpoint) + "?cursor=" + cursor, as: caller(endpoint))
                    let isRefused = answer.status == 422 && answer.faults == ["/cursor INVALID_CURSOR"]
                    #expect(answer.status == 200 || isRefused || answer.status == 404, "\(endpoint.label) \(cursor): \(answer.text.prefix(300))")
                }
                for cursor in ["%00", "====", "a b", "%FF", "QQ%3D%3D", String(repeating: "A", count: 513)] {
                    let answer = try await service.send(.get, path(endpoint) + "?cursor=" + cursor.replacing(" ", with: "%20"), as: caller(endpoint))
                    #expect(answer.status == 422 && answer.faults.allSatisfy { $0.hasPrefix("/cursor ") }, "\(endpoint.label) \(cursor.prefix(20)): \(answer.text.prefix(300))")
                }
            }
        }
    }

    @Test func `every parameter is held to its kind, named once, and no other is taken`() async throws {
        try await unharmed { service in
            let document = try OpenAPIFile.read()
            for endpoint in Self.lists {
                let operation = try #require(document.operations.first { $0.label == endpoint.label })
                let names = operation.parameters.filter { $0["in"]?.text == "query" }.compactMap { $0["name"]?.text }
                let wrong = names.map { $0 + "=%00" } + ["zz=1"]
                let answer = try await service.send(.get, path(endpoint) + "?" + wrong.joined(separator: "&"), as: caller(endpoint))
                // A path that names nothing goes first.
                guard answer.status != 404 else { continue }
                #expect(answer.status == 422, "\(endpoint.label): \(answer.text.prefix(300))")
                for name in names + ["zz"] {
                    #expect(answer.faults.contains { $0.hasPrefix("/\(name) ") }, "\(endpoint.label) \(name): \(answer.faults)")
                }
                guard let first = names.first else { continue }
                let twice = try await service.send(.get, path(endpoint) + "?\(first)=1&\(first)=1", as: caller(endpoint))
                #expect(twice.status == 422 && twice.faults.contains("/\(first) DUPLICATE_KEY"), "\(endpoint.label): \(twice.text.prefix(300))")
                let broken = try await service.send(.get, path(endpoint) + "?\(first)=%ff", as: caller(endpoint))
                #expect(broken.status == 422 && broken.faults.contains("/\(first) INVALID_TEXT"), "\(endpoint.label): \(broken.text.prefix(300))")
            }
        }
    }

    @Test func `a filter or cursor without a value says nothing`() async throws {
        try await unharmed { service in
            let document = try OpenAPIFile.read()
            for endpoint in Self.lists {
                let operation = try #require(document.operations.first { $0.label == endpoint.label })
                let names = try operation.parameters.filter { parameter in
                    let isNumber = try document.resolved(parameter["schema"] ?? .null)["type"]?.text == "integer"
                    return parameter["in"]?.text == "query" && !isNumber
                }.compactMap { $0["name"]?.text }
                let without = try await service.send(.get, path(endpoint), as: caller(endpoint))
                let empty = try await service.send(.get, path(endpoint) + "?" + names.map { $0 + "=" }.joined(separator: "&"), as: caller(endpoint))
                #expect(empty.status == without.status && empty.text == without.text, "\(endpoint.label): \(empty.text.prefix(300))")
            }
        }
    }

    @Test(arguments: [
        "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-01", "2026-01-01T24:00:00Z", "2026-01-01T00:00:00", "1", "2026-01-01T00:00:00%2B25:00",
        "0000-01-01T00:00:00Z", "99999-01-01T00:00:00Z", "0001-01-01T00:00:00%2B00:01", "9999-12-31T23:59:59-00:01",
    ])
    func `a time is one that there is, in years from 1 to 9999`(_ time: String) async throws {
        try await unharmed { service in
            for (path, name) in [("/v1/orders", "placedFrom"), ("/v1/reports/promises", "to")] {
                let answer = try await service.send(.get, "\(path)?\(name)=\(time)", as: "HQ")
                answer.expectProblem(422, "INVALID_TIME", ["/\(name) INVALID_TIME"], time)
            }
        }
    }

    @Test func `the first and the last time there is are times`() async throws {
        try await unharmed { service in
            for time in ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z"] {
                for query in ["/v1/orders?placedFrom=\(time)", "/v1/orders?placedTo=\(time)", "/v1/reports/promises?from=0001-01-01T00:00:00Z&to=\(time)", "/v1/reports/promises?to=\(time)"] {
                    let answer = try await service.send(.get, query, as: "HQ")
                    #expect(answer.status == 200, "\(query): \(answer.text)")
                }
            }
        }
    }
}
