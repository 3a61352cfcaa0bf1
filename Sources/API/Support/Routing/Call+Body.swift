package import Commerce
import HTTPTypes
import NIOCore
package import Operations

extension Call {
    package var hasBody: Bool { body.readableBytes > 0 }

    /// The body as a JSON object.
    /// - Throws: 400 `MALFORMED_JSON` when it is no JSON, 422 `WRONG_TYPE` when it is another value.
    package func form() throws -> ObjectForm {
        ObjectForm(try object())
    }

    /// As `form`, for bodies that are kept as they were said.
    package func object() throws -> JSONObject {
        guard case .object(let object) = try json() else {
            let detail = "The body must be a JSON object."
            throw Reason(.invalid, "WRONG_TYPE", detail, faults: [Fault("", "WRONG_TYPE", detail)])
        }
        return object
    }

    private func json() throws -> JSONValue {
        let parsed: Result<JSONValue, JSONSyntaxError> = body.withUnsafeReadableBytes { bytes in
            do throws(JSONSyntaxError) { return .success(try JSONParser.parse(bytes)) } catch { return .failure(error) }
        }
        return try parsed.get()
    }

    /// For endpoints that take no body: nothing or an empty object.
    /// - Throws: 400 or 422 when something else is sent, so that nobody thinks it had an effect.
    package func noBody() throws {
        guard hasBody else { return }
        var form = try form()
        try form.finish()
    }

    /// The body as it was sent; its size is within the endpoint's limit.
    package func bytes() -> [UInt8] {
        Array(body.readableBytesView)
    }

    /// This request under its key; nil when the endpoint takes no key. The concrete path is part of the route: the same key for another
    /// order's cancellation is another key.
    package var idempotentRequest: IdempotentRequest? {
        key.map { IdempotentRequest(clientID: caller.clientID, route: "\(method.rawValue) \(path)?\(queryText)", key: $0, body: bytes()) }
    }

    /// Does a unit of work and answers what it answers, once for this request's key where the endpoint takes one: a retry gets
    /// the first answer byte for byte, with `Idempotent-Replayed: true`.
    package func work(_ body: @escaping @Sendable (Work) async throws -> Answer) async throws -> Answer {
        let instance = path
        return Answer(
            try await brand.work(
                for: caller, once: idempotentRequest,
                refused: { Problem($0).answer(instance: instance).stored },
                { work in try await body(work).stored }))
    }

    /// The answer to a refusal that is kept under the key, for use cases that keep answers themselves (the order intake).
    package func storedRefusal(_ reason: Reason) -> StoredAnswer {
        Problem(reason).answer(instance: path).stored
    }
}
