import Commerce
import TestSupport
import Testing

/// What a storefront's lists show is its own stores', for everybody who may read them.
struct StorefrontContentsTests {
    @Test func `a storefront's lists show its stores and nobody else's, or one of them`() async throws {
        try await MatrixBrand.with { matrix in
            for distributor in Tree.distributors {
                let stores = Tree.stores.filter { Tree.parents[$0] == distributor }
                for reader in Tree.path(distributor) {
                    #expect(try await Self.texts("code", at: "\(distributor)/stores", as: reader, in: matrix) == Set(stores), "\(distributor) as \(reader)")
                    #expect(try await Self.texts("store", at: "\(distributor)/orders", as: reader, in: matrix) == Set(stores), "\(distributor) as \(reader)")
                    // Each store ordered three bottles of A in three orders, and reports one.
                    let sales = try await Self.sales(of: distributor, as: reader, in: matrix)
                    #expect(sales == [3 * Int64(stores.count), Int64(stores.count)], "\(distributor) as \(reader)")
                    for store in stores {
                        #expect(try await Self.texts("store", at: "\(distributor)/orders?store=\(store)", as: reader, in: matrix) == [store])
                        #expect(try await Self.sales(of: distributor, "?store=\(store)", as: reader, in: matrix) == [3, 1])
                    }
                    for other in Tree.stores where !stores.contains(other) {
                        for list in ["orders", "sales"] {
                            #expect(try await matrix.send(.get, "/v1/storefronts/\(distributor)/\(list)?store=\(other)", as: reader).status == 404)
                        }
                    }
                }
            }
        }
    }

    private static func texts(_ field: String, at path: String, as reader: String, in matrix: MatrixBrand) async throws -> Set<String> {
        let separator = path.contains("?") ? "&" : "?"
        let answer = try await matrix.done(.get, "/v1/storefronts/\(path)\(separator)limit=200", as: reader)
        try #require(answer["nextCursor"] == nil)
        return Set((answer.json?.object?["items"]?.array ?? []).compactMap { $0.object?[field]?.text })
    }

    /// Bottles of A, ordered and reported.
    private static func sales(of distributor: String, _ query: String = "", as reader: String, in matrix: MatrixBrand) async throws -> [Int64] {
        let answer = try await matrix.done(.get, "/v1/storefronts/\(distributor)/sales\(query)", as: reader)
        try #require(answer.text(at: "items/0/sku") == "A", "\(answer.text)")
        return [answer.number(at: "items/0/orderedUnits") ?? 0, answer.number(at: "items/0/reportedUnits") ?? 0]
    }
}
