import HTTPTypes
import Hummingbird
import NIOCore

/// The request can't be read because its connection failed; what to do about it is the server's business.
struct BrokenRequest: Error {
    let cause: any Error
}

/// Reads a body whole, as long as it is of the kind and size that the endpoint takes.
enum BodyReader {
    /// - Throws: 413 for more than the limit, before it is read when its length is announced; 415 for another media type. A body
    ///   without a media type is taken for the right one; no body needs none.
    static func read(_ request: Request, for kind: Endpoint.Body) async throws -> ByteBuffer {
        guard let mediaType = kind.mediaType else { return ByteBuffer() }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > kind.limit { throw Problem.tooLarge(limit: kind.limit) }
        if let sent = request.headers[.contentType], !matches(sent, mediaType), request.headers[.contentLength] != "0" {
            throw Problem.unsupportedMediaType(mediaType)
        }
        do {
            return try await request.body.collect(upTo: kind.limit)
        } catch is NIOTooManyBytesError {
            throw Problem.tooLarge(limit: kind.limit)
        } catch {
            throw BrokenRequest(cause: error)
        }
    }

    /// The type without its parameters, in any case; only UTF-8 is taken.
    private static func matches(_ sent: String, _ expected: String) -> Bool {
        let parts = sent.lowercased().split(separator: ";").map { $0.filter { $0 != " " && $0 != "\"" } }
        guard parts.first == expected else { return false }
        return parts.dropFirst().allSatisfy { !$0.hasPrefix("charset=") || $0 == "charset=utf-8" || $0 == "charset=us-ascii" }
    }
}
