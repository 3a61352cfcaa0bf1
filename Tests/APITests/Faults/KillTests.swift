import Foundation
import TestSupport
import Testing

/// What was acknowledged survives whatever is killed, once each.
@Suite(.serialized) struct KillTests {
    enum Victim: String, CaseIterable {
        case server, database
    }

    @Test(arguments: Victim.allCases)
    func `after a kill in mid-load every acknowledged order is there, none twice, and the audit is clean`(victim: Victim) async throws {
        try await TemporaryDirectory.with { directory in
            let place = ["--local-directory=\(directory)/local", "--schemas-directory=\(Repository.schemas)", "--seed-directory=\(Repository.seed)"]
            let first = try ServerProcess(place)
            let load = try await OrderLoad(first)
            let answered = await load.run(orders: 400) { placed in
                guard placed == 60 else { return }
                switch victim {
                case .server: first.kill()
                case .database: Self.killDatabase(in: directory)
                }
            }
            let acknowledged = answered.compactMapValues { $0?.status == 201 ? $0?.body["id"] as? String : nil }
            #expect(acknowledged.count >= 60)
            #expect(acknowledged.count < answered.count, "the kill came too late to interrupt anything")
            for answer in answered.values.compactMap({ $0 }) where answer.status != 201 {
                #expect(answer.status == 503, "\(answer.body)")
                #expect(answer.retryAfter != nil)
            }
            if victim == .database { first.end() }

            let second = try ServerProcess(place)
            let again = try await OrderLoad(second)
            for (_, id) in acknowledged {
                let order = try await second.send("GET", "/v1/orders/\(id)", token: again.token)
                #expect(order?.status == 200, "an acknowledged order is gone")
            }
            // Sent again under the same keys, what was acknowledged is answered as before and the rest is placed, once.
            let repeated = await again.run(orders: 400) { _ in }
            for (key, id) in acknowledged { #expect(repeated[key]??.body["id"] as? String == id) }
            let all = Set(repeated.values.compactMap { $0?.body["id"] as? String })
            #expect(all.count == 400)
            #expect(try await again.ordersStored() == 400)
            second.end()
            let audit = try ServerProcess.run(["audit"] + place.dropLast())
            #expect(audit.status == 0, "\(audit.output)")
        }
    }

    private static func killDatabase(in directory: String) {
        let file = (try? String(contentsOfFile: "\(directory)/local/pg/postmaster.pid", encoding: .utf8)) ?? ""
        if let id = file.split(separator: "\n").first.flatMap({ Int32($0) }) { kill(id, SIGKILL) }
    }
}

/// Small orders of one distributor under keys that can be sent again.
struct OrderLoad: Sendable {
    let server: ServerProcess
    let token: String
    private let skus: [String]

    init(_ server: ServerProcess) async throws {
        self.server = server
        token = try await server.token("D-110105")
        let page = try await server.send("GET", "/v1/skus?status=active&limit=50", token: token)
        skus = (page?.body["items"] as? [[String: Any]] ?? []).filter { $0["series"] as? String != "稀缺" }.compactMap { $0["code"] as? String }
    }

    /// Sends orders 0 to `orders`, sixteen at a time.
    /// - Parameter placed: told how many were acknowledged so far.
    /// - Returns: by number, the answer; nil where the connection broke.
    func run(orders: Int, placed: @escaping @Sendable (Int) -> Void) async -> [Int: ServerProcess.Answer?] {
        await withTaskGroup(of: (Int, Boxed).self) { group in
            var answers: [Int: ServerProcess.Answer?] = [:]
            var count = 0
            var unanswered = 0
            var next = 0
            while next < min(16, orders) {
                add(next, to: &group)
                next += 1
            }
            for await (number, answer) in group {
                answers[number] = .some(answer.answer)
                if answer.answer?.status == 201 {
                    count += 1
                    placed(count)
                } else {
                    unanswered += 1
                }
                // Whoever is dead needn't be asked four hundred times.
                if next < orders, unanswered < 16 {
                    add(next, to: &group)
                    next += 1
                }
            }
            return answers
        }
    }

    /// Answers hold parsed JSON, which isn't Sendable.
    // @unchecked: made in one task and read in one other, after it has ended.
    struct Boxed: @unchecked Sendable {
        let answer: ServerProcess.Answer?
    }

    private func add(_ number: Int, to group: inout TaskGroup<(Int, Boxed)>) {
        group.addTask {
            let lines = (0..<3).map { "{\"sku\":\"\(skus[(number * 7 + $0) % skus.count])\",\"quantity\":1}" }.joined(separator: ",")
            let answer = try? await server.send("POST", "/v1/orders", token: token, key: "kill-\(number)", body: "{\"lines\":[\(lines)]}")
            return (number, Boxed(answer: answer ?? nil))
        }
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
