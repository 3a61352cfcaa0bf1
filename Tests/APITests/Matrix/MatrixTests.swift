@testable import API
import Commerce
import TestSupport
import Testing

/// Every route, every kind of caller, things of its own, of those below, of those above and of everybody else: the service and the domain's
/// table come to the same.
struct MatrixTests {
    private static let callers: [String?] = [nil, "HQ", "R-11", "D-110105", "S-110105-001"]

    @Test func `every route has its row`() {
        #expect(Set(MatrixRows.all.map(\.label)) == Set(Endpoints.all.map(\.label)))
        #expect(Set(MatrixRows.all.map(\.name)).count == MatrixRows.all.count)
    }

    @Test(.timeLimit(.minutes(20))) func `whoever asks is answered as the domain says`() async throws {
        try await MatrixBrand.with { brand in
            var cells = 0
            // The feed shows what was furnished once no older transaction runs.
            try await brand.service.settle()
            for row in MatrixRows.all {
                var succeeded = false
                for caller in Self.callers {
                    for subject in row.subjects {
                        let (answer, outcome) = try await row.ask(brand, caller, subject)
                        let expected = row.expected(caller, subject)
                        #expect(outcome == expected, "\(row.name) as \(caller ?? "nobody") about \(subject): \(answer.status) \(answer.text.prefix(300))")
                        succeeded = succeeded || (200..<300).contains(answer.status)
                        cells += 1
                    }
                    try await row.expectList(brand, caller)
                }
                #expect(succeeded, "\(row.name) succeeded for nobody, so nothing is proved by it")
            }
            #expect(cells > 1000)
        }
    }

    @Test(.timeLimit(.minutes(20))) func `a suspended organisation, and whoever is below one, may read as before and change nothing but what was ordered`() async throws {
        try await MatrixBrand.with { brand in
            for region in Tree.regions { _ = try await brand.send(.patch, "/v1/organizations/\(region)", as: "HQ", body: #"{"status":"suspended"}"#) }
            for row in MatrixRows.all {
                guard let endpoint = Endpoints.all.first(where: { $0.label == row.label }), endpoint.access != .open else { continue }
                for caller in ["R-11", "D-110105", "S-110105-001"] {
                    for subject in row.subjects {
                        let (answer, outcome) = try await row.ask(brand, caller, subject)
                        let who = "\(row.name) as suspended \(caller) about \(subject): \(answer.status) \(answer.text.prefix(300))"
                        guard !row.rights[Tree.kind(caller)].isEmpty else {
                            #expect(outcome == row.expected(caller, subject), "\(who)")
                            continue
                        }
                        if endpoint.finishes || Self.changesNothing(row) {
                            #expect(outcome == row.expected(caller, subject), "\(who)")
                        } else {
                            #expect(answer.status == 409 && answer["code"] == "ORGANIZATION_SUSPENDED", "\(who)")
                        }
                    }
                }
            }
        }
    }

    /// Reads, and what is only worked out.
    private static func changesNothing(_ row: MatrixRow) -> Bool {
        row.method == .get || row.path.hasSuffix("/simulations") || ["/v1/quotes", "/v1/storefront/quotes", "/v1/allocations/proposals"].contains(row.path)
    }
}

extension MatrixRow {
    var subjects: [String] {
        switch about {
        case .things(let subjects, _): subjects
        case .nobody, .list, .anybody: [""]
        }
    }

    func ask(_ brand: MatrixBrand, _ caller: String?, _ subject: String) async throws -> (TestAnswer, Outcome) {
        let request = try await request(brand, caller ?? "HQ", subject)
        let uri = Walk.filled(path, request.path) + (request.query.isEmpty ? "" : "?" + request.query)
        // Whoever signs in has no token yet; with one in the header, the form would be a second way of signing in.
        let asking = path == "/oauth/token" ? nil : caller
        let answer = try await brand.send(method, uri, as: asking, body: request.body, mediaType: request.mediaType)
        return (answer, outcome(answer))
    }

    /// For a list: that what the caller sees stands in it, and nothing else of the subjects.
    fileprivate func expectList(_ brand: MatrixBrand, _ caller: String?) async throws {
        guard case .list(let subjects, let sight, let field) = about, let caller, !rights[Tree.kind(caller)].isEmpty else { return }
        var found: Set<String> = []
        var cursor = ""
        repeat {
            let answer = try await brand.send(.get, path + "?limit=200" + cursor, as: caller)
            try #require(answer.status == 200, "\(name): \(answer.text)")
            let items = answer.json?.object?["items"]?.array ?? []
            for item in items {
                if let text = item.object?[field]?.text { found.insert(text) }
                for share in item.object?[field]?.array ?? [] { share.object?["organization"]?.text.map { _ = found.insert($0) } }
            }
            cursor = items.isEmpty ? "" : answer["nextCursor"].map { "&cursor=" + $0 } ?? ""
        } while !cursor.isEmpty
        for subject in subjects {
            let shown = found.contains(mark(brand, subject))
            #expect(shown == sight.shows(subject, to: caller), "\(name) as \(caller): \(subject) is \(shown ? "shown" : "not shown")")
        }
    }
}
