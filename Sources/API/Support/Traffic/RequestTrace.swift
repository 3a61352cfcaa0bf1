package import HTTPTypes
package import Logging

/// What tells one request from another in logs and answers: `X-Request-ID`, the client's or a new one, and the trace it belongs to
/// (W3C Trace Context, level 1).
package struct RequestTrace: Sendable {
    package let requestID: String
    /// This server's step in the caller's trace; nil when the request is part of none.
    package let step: TraceStep?

    package init(_ headers: HTTPFields) {
        requestID = headers[.requestID].flatMap { Self.isAcceptable($0) ? $0 : nil } ?? Self.randomHex(2)
        step = headers[.traceParent].flatMap { TraceStep(continuing: $0, as: Self.randomHex(1)) }
    }

    /// Ids that are safe to log and to send back: 1 to 128 visible ASCII characters.
    private static func isAcceptable(_ id: String) -> Bool {
        (1...128).contains(id.utf8.count) && id.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    static func randomHex(_ words: Int) -> String {
        var text = ""
        for _ in 0..<words {
            let digits = String(UInt64.random(in: 1 ... .max), radix: 16)
            text += String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }
        return text
    }

    func logger(_ base: Logger) -> Logger {
        var logger = base
        logger[metadataKey: "request_id"] = .string(requestID)
        if let step {
            logger[metadataKey: "trace_id"] = .string(step.traceID)
            logger[metadataKey: "span_id"] = .string(step.spanID)
        }
        return logger
    }

    func mark(_ headers: inout HTTPFields) {
        headers[.requestID] = requestID
        headers[.traceParent] = step?.header
    }
}

/// A span of its own within the trace that a `traceparent` header names.
package struct TraceStep: Equatable, Sendable {
    package let traceID: String
    package let parentID: String
    package let spanID: String
    package let flags: String

    /// - Returns: nil for a header that isn't valid; the trace then starts anew somewhere else.
    init?(continuing header: String, as spanID: String) {
        let parts = header.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 4, parts[0].utf8.count == 2, parts[0] != "ff", parts[0] != "00" || parts.count == 4,
            parts[1].utf8.count == 32, parts[2].utf8.count == 16, parts[3].utf8.count == 2,
            parts[0..<4].allSatisfy(Self.isHexadecimal), parts[1].contains(where: { $0 != "0" }), parts[2].contains(where: { $0 != "0" })
        else { return nil }
        traceID = String(parts[1])
        parentID = String(parts[2])
        flags = String(parts[3])
        self.spanID = spanID
    }

    /// For what this request sends on, and for its answer.
    package var header: String { "00-\(traceID)-\(spanID)-\(flags)" }

    private static func isHexadecimal(_ text: Substring) -> Bool {
        text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0) }
    }
}
