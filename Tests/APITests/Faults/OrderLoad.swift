import Foundation

/// Small orders of one distributor of the demo brand under keys that can be sent again.
struct OrderLoad: Sendable {
    static let distributor = "D-110105"
    let server: ServerProcess
    let token: String
    private let skus: [String]

    init(_ server: ServerProcess) async throws {
        self.server = server
        token = try await server.token(Self.distributor)
        let page = try await server.send("GET", "/v1/skus?status=active&limit=50", token: token)
        skus = (page?.body["items"] as? [[String: Any]] ?? []).filter { $0["series"] as? String != "稀缺" }.compactMap { $0["code"] as? String }
    }

    /// Sends these orders, sixteen at a time.
    /// - Returns: by number, the answer; nil where the connection broke.
    func place(_ numbers: Range<Int>) async -> [Int: ServerProcess.Answer?] {
        await withTaskGroup(of: (Int, ServerProcess.Answer?).self) { group in
            var answers: [Int: ServerProcess.Answer?] = [:]
            var rest = numbers
            for number in rest.prefix(16) { group.addTask { (number, await place(number)) } }
            rest = rest.dropFirst(16)
            for await (number, answer) in group {
                answers[number] = .some(answer)
                if let next = rest.popFirst() { group.addTask { (next, await place(next)) } }
            }
            return answers
        }
    }

    func place(_ number: Int) async -> ServerProcess.Answer? {
        let lines = (0..<3).map { "{\"sku\":\"\(skus[(number * 7 + $0) % skus.count])\",\"quantity\":1}" }.joined(separator: ",")
        return try? await server.send("POST", "/v1/orders", token: token, key: "kill-\(number)", body: "{\"lines\":[\(lines)]}")
    }

    /// Every order that the distributor can list.
    func ordersStored() async throws -> Int {
        var count = 0
        var cursor: String?
        repeat {
            let page = try await server.send("GET", "/v1/orders?limit=200" + (cursor.map { "&cursor=\($0)" } ?? ""), token: token)
            count += (page?.body["items"] as? [Any])?.count ?? 0
            cursor = page?.body["nextCursor"] as? String
        } while cursor != nil
        return count
    }
}
