package import Commerce
package import HTTPTypes
package import Logging
package import NIOCore
package import Operations

/// One request on its way through an endpoint: who asks, what for, and the unit of work it may do.
package struct Call: Sendable {
    package let gateway: Gateway
    package let method: HTTPRequest.Method
    /// Without the query, as it was sent.
    package let path: String
    package let queryText: String
    package let headers: HTTPFields
    package let body: ByteBuffer
    package let trace: RequestTrace
    let signedIn: Caller?
    let match: RouteTable.Match
    let key: String?

    package var brand: Brand { gateway.brand }

    /// The signed-in caller.
    /// - Precondition: the endpoint isn't open.
    package var caller: Caller {
        guard let signedIn else { preconditionFailure("\(match.route.endpoint.path) is open to all and has no caller") }
        return signedIn
    }

    /// The server's logger, with what tells this request from others.
    package var logger: Logger { trace.logger(gateway.logger) }

    /// A parameter of the path, decoded.
    /// - Throws: 404 when it is not percent-encoded UTF-8, since nothing is named so.
    package func parameter(_ name: String) throws -> String {
        guard let place = match.route.parameters.first(where: { $0.name == name })?.segment else {
            preconditionFailure("\(match.route.endpoint.path) has no parameter \(name)")
        }
        guard let text = FormEncoding.decoded(match.segments[place].utf8, plusIsSpace: false) else { throw Problem.unknownPath }
        return text
    }

    /// A parameter of the path that is a code.
    /// - Throws: 404 when it is none, since nothing is named so.
    package func code(_ name: String) throws -> Code {
        guard let code = Code(try parameter(name)) else { throw Reason.absent(name) }
        return code
    }

    /// A parameter of the path that is an id in its outer form.
    /// - Throws: 404 when it is none.
    package func id<Entity>(_ name: String = "id", of type: Entity.Type = Entity.self) throws -> ID<Entity> {
        guard let id = ID<Entity>(external: try parameter(name)) else { throw Reason.absent("id") }
        return id
    }

    package var query: QueryForm { QueryForm(queryText) }

    /// For endpoints without parameters in the query.
    /// - Throws: 422 for any that is there.
    package func noQuery() throws {
        var query = query
        try query.finish()
    }

    /// The path and query with another cursor, for the link to the next page.
    func target(withCursor cursor: String) -> String {
        let kept = queryText.split(separator: "&").filter { !$0.hasPrefix("cursor=") }
        return path + "?" + (kept + ["cursor=" + Substring(FormEncoding.encoded(cursor))]).joined(separator: "&")
    }
}
