import Foundation
import TestSupport
import Testing

/// With a certificate the server speaks TLS and nothing else.
@Suite(.timeLimit(.minutes(20))) struct TLSTests {
    @Test func `with a certificate it answers over TLS, and not in the clear`() async throws {
        try await TemporaryDirectory.with { directory in
            let (certificate, key) = (directory + "/certificate.pem", directory + "/key.pem")
            let made = try await Finished(
                "/usr/bin/env",
                [
                    "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate,
                ])
            try #require(made.status == 0, "\(made.errors)")
            try await TestBrand.with { brand in
                try await ServerProcess.with(on: brand.url, ["--tls-certificate=\(certificate)", "--tls-private-key=\(key)"]) { server in
                    #expect(server.scheme == "https")
                    let form = "grant_type=client_credentials&client_id=HQ&client_secret=demo"
                    let trusting = try await Self.curl("--cacert", certificate, "-d", form, "https://127.0.0.1:\(server.port)/oauth/token")
                    #expect(trusting.status == 0 && trusting.output.contains("access_token"), "\(trusting.errors)")
                    let stranger = try await Self.curl("https://127.0.0.1:\(server.port)/health/live")
                    #expect(stranger.status == 60, "nobody has vouched for this certificate")
                    let clear = try await Self.curl("http://127.0.0.1:\(server.port)/health/live")
                    #expect(clear.status != 0 && !clear.output.contains("live"), "\(clear.output)")
                    #expect(await server.end() == 0)
                }
            }
        }
    }

    @Test(arguments: ["--tls-certificate", "--tls-private-key"])
    func `half a certificate is refused before anything is started`(flag: String) async throws {
        try await TemporaryDirectory.with { directory in
            let ended = try await Finished.tributary(["serve", "\(flag)=\(directory)/a.pem", "--local-directory=\(directory)/local"])
            #expect(ended.status != 0)
            #expect(ended.errors.contains("TLS needs both --tls-certificate and --tls-private-key"), "\(ended.errors)")
            #expect(!FileManager.default.fileExists(atPath: directory + "/local"))
        }
    }

    @Test func `a certificate that is none is refused by name`() async throws {
        try await TemporaryDirectory.with { directory in
            let file = directory + "/a.pem"
            try "nothing\n".write(toFile: file, atomically: true, encoding: .utf8)
            try await TestBrand.with { brand in
                let ended = try await Finished.tributary([
                    "serve", "--database-url=\(brand.url)", "--seed-demo=no", "--schemas-directory=\(Repository.schemas)", "--http-port=0",
                    "--tls-certificate=\(file)", "--tls-private-key=\(file)",
                ])
                #expect(ended.status != 0)
                #expect(ended.errors.contains("--tls-certificate (TLS_CERTIFICATE): \(file)"), "\(ended.errors)")
            }
        }
    }

    private static func curl(_ arguments: String...) async throws -> Finished {
        try await Finished("/usr/bin/env", ["curl", "--silent", "--show-error", "--noproxy", "*", "--max-time", "60"] + arguments)
    }
}
