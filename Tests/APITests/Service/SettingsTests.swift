import Foundation
import Logging
import TestSupport
import Testing

@testable import Tributary

/// What a deployment says, in its three ways of saying it, and what is refused because it can't be meant.
struct SettingsTests {
    private func read(_ arguments: String..., environment: [String: String] = [:]) async throws -> Settings {
        try await Settings.read(arguments, environment: environment).0
    }

    private func refusal(_ arguments: String..., environment: [String: String] = [:]) async -> String {
        do {
            _ = try await Settings.read(arguments, environment: environment)
            return "taken"
        } catch {
            return "\(error)"
        }
    }

    @Test func `help lists every key with its flag, its variable, its type and its default`() async throws {
        let help = try await Finished.tributary(["serve", "--help"])
        #expect(help.status == 0)
        #expect(SettingKey.all.count > 20)
        for key in SettingKey.all {
            #expect(help.output.contains("  \(key.flag), \(key.environment)\n"), "\(key.name)")
            #expect(help.output.contains("\(key.meaning) (\(key.kind.rawValue); default: \(key.standard))\n"), "\(key.name)")
        }
        #expect(Set(SettingKey.all.map(\.flag)).count == SettingKey.all.count)
    }

    @Test func `with nothing said everything has its default`() async throws {
        let settings = try await read()
        #expect(settings.httpHost == "127.0.0.1" && settings.httpPort == 8080 && settings.schema == "tributary" && settings.databaseURL == nil)
        #expect(settings.seedDemo && settings.allowDemo && !settings.privateWebhooks)
        #expect(settings.connections == 8 && settings.idleSeconds == 75 && settings.shutdownSeconds == 30 && settings.logLevel == .info)
    }

    @Test func `a flag beats the environment, which beats the file`() async throws {
        try await TemporaryDirectory.with { directory in
            let file = directory + "/settings.yaml"
            try """
            http: {port: 1, host: file}
            token: {seconds: 61}
            tls: {certificate: c.pem, privateKey: k.pem}
            seed: {demo: false}
            """.write(toFile: file, atomically: true, encoding: .utf8)
            let environment = ["CONFIG_FILE": file, "HTTP_PORT": "2", "HTTP_HOST": "environment", "DATABASE_SCHEMA": ""]
            let settings = try await Settings.read(["--http-port=3"], environment: environment).0
            #expect(settings.httpPort == 3 && settings.httpHost == "environment" && settings.tokenSeconds == 61)
            #expect(settings.tlsCertificate == "c.pem" && settings.tlsKey == "k.pem" && settings.schema == "tributary" && !settings.seedDemo)
            #expect(try await Settings.read([], environment: environment).0.httpPort == 2)
            #expect(try await Settings.read(["--config-file", file], environment: [:]).0.httpPort == 1)
        }
    }

    @Test func `a list in the file, where one value is meant, is refused by name`() async throws {
        try await TemporaryDirectory.with { directory in
            let file = directory + "/settings.yaml"
            try "http: {port: [1, 2]}\n".write(toFile: file, atomically: true, encoding: .utf8)
            #expect(await refusal("--config-file=\(file)").contains("http.port in \(file)"))
            #expect(await refusal("--config-file=\(directory)/none.yaml").contains("\(directory)/none.yaml can't be read"))
        }
    }

    @Test func `a value stands after an equals sign or a space, and may hold commas and equals signs`() async throws {
        let url = "postgresql://a@one:5432,two:5432/brand?target_session_attrs=read-write"
        #expect(try await read("--database-url=\(url)").databaseURL == url)
        #expect(try await read("--database-url", url, "--http-port", "81").databaseURL == url)
        #expect(try await read("--local-directory=/a, b").localDirectory == "/a, b")
        #expect(try await read("--database-url=", environment: ["DATABASE_URL": url]).databaseURL == nil)
        #expect(try await read(environment: ["DATABASE_URL": url]).databaseURL == url)
        #expect(try await read("--postgres-bin=/opt/pg").postgresBin == "/opt/pg")
    }

    @Test func `a bare flag says yes`() async throws {
        #expect(try await read("--webhooks-allow-private").privateWebhooks)
        #expect(try await read("--webhooks-allow-private", "--http-port=81").privateWebhooks)
        #expect(try await read("--webhooks-allow-private", "yes").privateWebhooks)
        #expect(try await !read("--webhooks-allow-private", "off").privateWebhooks)
        #expect(try await !read("--seed-demo=no").seedDemo)
        #expect(try await read("--seed-demo", "--database-url=postgresql:///x").seedDemo)
        #expect(try await !read("--database-url=postgresql:///x").seedDemo)
    }

    @Test(arguments: [
        (["--http-prot=81"], "--http-prot is no setting"), (["--http-port=81", "--http-port=82"], "--http-port is given twice"),
        (["--seed-demo", "--seed-demo=no"], "--seed-demo is given twice"), (["81"], "81 belongs to no setting"), (["-v"], "-v belongs to no setting"),
        (["--seed-demo", "maybe"], "maybe belongs to no setting"), (["--http-port"], "--http-port needs a value"),
        (["--http-host", "--seed-demo"], "--http-host needs a value"), (["--http-port="], "--http-port needs a value"),
        (["--http-port=8o80"], "--http-port (HTTP_PORT) takes a number from 0 to 65535, not 8o80"),
        (["--http-port=65536"], "--http-port (HTTP_PORT) takes a number from 0 to 65535, not 65536"),
        (["--rate-limit", "-1"], "--rate-limit (RATE_LIMIT) takes a number from 0 to 1000000, not -1"),
        (["--seed-demo=maybe"], "--seed-demo (SEED_DEMO) takes yes or no, not maybe"), (["--log-level=loud"], "--log-level takes trace"),
        (["--tls-certificate=c.pem"], "TLS needs both --tls-certificate and --tls-private-key"),
        (["--tls-private-key=k.pem"], "TLS needs both --tls-certificate and --tls-private-key"),
        (["--database-schema=" + String(repeating: "b", count: 56)], "--database-schema (DATABASE_SCHEMA) takes a name of at most 55 bytes"),
    ])
    func `what can't be meant is refused by name`(arguments: [String], message: String) async throws {
        let error = await #expect(throws: SettingsError.self) { _ = try await Settings.read(arguments, environment: [:]) }
        #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
    }

    @Test func `a bad variable is refused by name, too`() async {
        #expect(await refusal(environment: ["RATE_BURST": "many"]) == "--rate-burst (RATE_BURST) takes a number from 1 to 1000000, not many")
    }

    @Test func `the longest schema's channels are still names`() async throws {
        let schema = try await read("--database-schema=" + String(repeating: "b", count: 55)).schema
        #expect((schema + "_catalog").utf8.count == 63)
    }

    @Test func `a refused setting ends the program, and says which`() async throws {
        let ended = try await Finished.tributary(["serve", "--http-port=81", "--http-port=82"])
        #expect(ended.status != 0)
        #expect(ended.errors.contains("--http-port is given twice"), "\(ended.errors)")
    }

    @Test(arguments: [("127.0.0.1", true), ("127.1.2.3", true), ("localhost", true), ("::1", true), ("0.0.0.0", false), ("127.example.com", false), ("10.0.0.1", false)])
    func `demo secrets are taken on loopback, and beyond it only when that is said`(host: String, isLoopback: Bool) async throws {
        #expect(try await read("--http-host=\(host)").allowDemo == isLoopback)
        #expect(try await read("--http-host=\(host)", "--allow-demo-credentials").allowDemo)
        #expect(try await !read("--http-host=\(host)", "--allow-demo-credentials=no").allowDemo)
    }

    @Test func `a server that listens beyond loopback refuses demo secrets unless it was told`() async throws {
        try await TestBrand.with { brand in
            let form = "grant_type=client_credentials&client_id=HQ&client_secret=demo"
            try await ServerProcess.with(on: brand.url, ["--http-host=0.0.0.0"]) { server in
                let answer = try await server.send("POST", "/oauth/token", body: form, form: true)
                #expect(answer?.status == 401)
            }
            try await ServerProcess.with(on: brand.url, ["--http-host=0.0.0.0", "--allow-demo-credentials"]) { server in
                let answer = try await server.send("POST", "/oauth/token", body: form, form: true)
                #expect(answer?.status == 200)
            }
        }
    }
}
