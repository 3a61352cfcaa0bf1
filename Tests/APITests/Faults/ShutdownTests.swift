import TestSupport
import Testing

/// A server that is told to end finishes what it accepted, and waits for nobody for ever.
@Suite(.timeLimit(.minutes(20))) struct ShutdownTests {
    @Test func `orders that were accepted are committed and answered before the end, and no other is`() async throws {
        try await TestBrand.with { brand in
            try await ServerProcess.with(on: brand.url) { server in
                let token = try await server.token("D-110105")
                let answers = try await HeldAccount.with("D-110105", at: brand.url) { held in
                    async let answers = Self.orders(16, to: server, token)
                    try await held.isAwaited()
                    server.beginEnding()
                    while server.accepts { await Task.yield() }
                    try await held.letGo()
                    return await answers
                }
                #expect(await server.ended() == 0)

                let placed = answers.compactMap { $0 }.filter { $0.status == 201 }
                #expect(placed.count >= 1, "the order that was waiting had been accepted")
                // Whoever came too late was told so, or didn't get in.
                for answer in answers.compactMap({ $0 }) where answer.status != 201 { #expect(answer.status == 503, "\(answer.text)") }
                #expect(try await brand.count("SELECT count(*) FROM orders") == placed.count)
                #expect(Set(placed.compactMap { $0.body["id"] as? String }).count == placed.count)
            }
            let audit = try await Finished.tributary(["audit", "--database-url=\(brand.url)", "--schemas-directory=\(Repository.schemas)"])
            #expect(audit.status == 0, "\(audit.output)\(audit.errors)")
        }
    }

    @Test func `a client that sent its headers and never its body is cut off`() async throws {
        try await TestBrand.with { brand in
            try await ServerProcess.with(on: brand.url, ["--shutdown-seconds=1"]) { server in
                let silent = try SilentClient(port: server.port)
                try silent.write("POST /oauth/token HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\n")
                // Answered on another connection, so the server has accepted both.
                let live = try await server.send("GET", "/health/live")
                #expect(live?.status == 200)
                #expect(await server.end() == 0)
                silent.close()
            }
        }
    }

    @Test func `a connection that says nothing is closed after a while`() async throws {
        try await TestBrand.with { brand in
            try await ServerProcess.with(on: brand.url, ["--http-idle-seconds=1"]) { server in
                let silent = try SilentClient(port: server.port)
                try silent.write("POST /oauth/token HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n")
                let rest = await silent.readToEnd()
                #expect(!rest.hasPrefix("HTTP/1.1 200"))
                silent.close()
            }
        }
    }

    private static func orders(_ count: Int, to server: ServerProcess, _ token: String) async -> [ServerProcess.Answer?] {
        await withTaskGroup(of: ServerProcess.Answer?.self) { group in
            for number in 0..<count {
                group.addTask { try? await server.order(1, of: "L", token: token, key: "end-\(number)") }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }
}
