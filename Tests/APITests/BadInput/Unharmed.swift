@testable import API
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import TestSupport
import Testing

/// Runs a test against the small brand and holds it to this: not one row of one table is another afterwards.
func unharmed(_ body: @Sendable (TestService) async throws -> Void) async throws {
    try await TestService.serving { service, brand in
        // Tokens are made under keys that are made at the first one.
        for caller in ["HQ", "R-11", "D-110105", "S-110105-001"] { _ = try await service.token(caller) }
        let before = try await brand.fingerprint()
        try await body(service)
        #expect(try await brand.fingerprint() == before, "something was written")
    }
}

extension TestBrand {
    /// A digest of every row of every table.
    func fingerprint() async throws -> String? {
        try await value("""
            SELECT md5(string_agg(relname || table_to_xml(c.oid::regclass, true, false, '')::text, '' ORDER BY relname)) FROM pg_class c
            WHERE relnamespace = 'tributary'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
            """)
    }
}

extension TestService {
    /// Sends bytes that needn't be text.
    func send(_ method: Method, _ uri: String, as caller: String, bytes: [UInt8]) async throws -> TestAnswer {
        let headers: HTTPFields = [.authorization: "Bearer " + (try await token(caller)), .contentType: "application/json", .idempotencyKey: "bytes"]
        let wanted = HTTPRequest.Method(method.rawValue.uppercased()) ?? .get
        return try await client.execute(uri: uri, method: wanted, headers: headers, body: ByteBuffer(bytes: bytes)) { response in
            TestAnswer(status: response.status.code, headers: response.headers, text: String(buffer: response.body))
        }
    }
}

extension TestAnswer {
    /// That this is a problem document with this status and code, and with these faults when they are told.
    func expectProblem(_ status: Int, _ code: String, _ faults: [String]? = nil, _ what: String = "", sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(self.status == status && self["code"] == code, "\(what): \(self.status) \(text.prefix(500))", sourceLocation: sourceLocation)
        #expect(header("content-type") == "application/problem+json", "\(what)", sourceLocation: sourceLocation)
        #expect(number(at: "status") == Int64(status), "\(what)", sourceLocation: sourceLocation)
        if let faults { #expect(self.faults.sorted() == faults.sorted(), "\(what)", sourceLocation: sourceLocation) }
        #expect(!text.contains("constraint") && !text.contains("SELECT") && !text.contains("pg_"), "the database speaks: \(text)", sourceLocation: sourceLocation)
    }
}
