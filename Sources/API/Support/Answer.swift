package import Commerce
package import HTTPTypes
package import Operations

/// What an endpoint answers, before it becomes a response: small enough to be kept under an idempotency key.
package struct Answer: Equatable, Sendable {
    package var status: HTTPResponse.Status
    package var headers: HTTPFields
    package var body: [UInt8]

    package init(status: HTTPResponse.Status, headers: HTTPFields = HTTPFields(), body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    static let jsonMediaType = "application/json"

    package static let noContent = Answer(status: .noContent)

    package static func ok(_ write: (inout JSONWriter) throws -> Void) rethrows -> Answer {
        try json(.ok, write)
    }

    /// 201, with `Location` where what was made can be asked for.
    package static func created(location: String? = nil, _ write: (inout JSONWriter) throws -> Void) rethrows -> Answer {
        var answer = try json(.created, write)
        answer.headers[.location] = location
        return answer
    }

    package static func json(_ status: HTTPResponse.Status, _ write: (inout JSONWriter) throws -> Void) rethrows -> Answer {
        var json = JSONWriter()
        try write(&json)
        return Answer(status: status, headers: [.contentType: jsonMediaType], body: json.bytes)
    }

    /// One page of a list: `{"items":[…],"nextCursor":…}` and, when there is more, a `Link` to it (RFC 8288).
    package static func ok<Item>(page: Page<Item>, of call: Call, _ write: (inout JSONObjectWriter, Item) -> Void) -> Answer {
        ok(page: page, of: call, with: { _ in }, write)
    }

    /// As a page of a list, with what `head` writes before the items.
    package static func ok<Item>(
        page: Page<Item>, of call: Call, with head: (inout JSONObjectWriter) -> Void, _ write: (inout JSONObjectWriter, Item) -> Void
    ) -> Answer {
        let cursor = page.next.map(Cursor.encoded)
        var answer = Answer.ok { json in
            json.object { json in
                head(&json)
                json.array("items", page.items, write)
                json.field("nextCursor", cursor)
            }
        }
        if let cursor { answer.headers[.link] = "<\(call.target(withCursor: cursor))>; rel=\"next\"" }
        return answer
    }
}

extension Answer {
    /// As it is kept under a key. A problem is told from a success by its status alone.
    package var stored: StoredAnswer {
        StoredAnswer(status: status.code, location: headers[.location], body: body)
    }

    package init(_ answered: Answered) {
        let kept = answered.answer
        var headers = HTTPFields()
        if !kept.body.isEmpty { headers[.contentType] = kept.status >= 400 ? Problem.mediaType : Self.jsonMediaType }
        headers[.location] = kept.location
        if answered.replayed { headers[.idempotentReplayed] = "true" }
        self.init(status: HTTPResponse.Status(code: kept.status), headers: headers, body: kept.body)
    }
}

extension Answer {
    /// As RFC 6749 §5.1 wants it where tokens are answered: also for caches that know HTTP/1.0 only.
    mutating func forbidStoring() {
        headers[.cacheControl] = "no-store"
        headers[.pragma] = "no-cache"
    }
}

extension HTTPField.Name {
    static let idempotencyKey = HTTPField.Name("Idempotency-Key")!
    static let idempotentReplayed = HTTPField.Name("Idempotent-Replayed")!
    static let requestID = HTTPField.Name("X-Request-ID")!
    static let traceParent = HTTPField.Name("traceparent")!
    static let pragma = HTTPField.Name("Pragma")!
    static let link = HTTPField.Name("Link")!
}
