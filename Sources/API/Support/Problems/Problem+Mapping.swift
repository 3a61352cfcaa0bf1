import Commerce
import HTTPTypes
import Logging
import NIOCore
import Operations

extension Problem {
    /// What a client is told of any error: a refusal as it says itself, a database that can't be reached as 503, too long a body as 413.
    /// What nobody expected is 500 and logged here, once; its text stays inside.
    init(telling error: any Error, logger: Logger) {
        switch error {
        case let problem as Problem:
            self = problem
        case let refusal as any Refusal:
            self.init(refusal.reason)
        case let error as JSONSyntaxError:
            self.init(error.reason)
        default:
            if let reason = Unavailability.reason(of: error) {
                logger.warning("Request met an unavailable database", metadata: ["error": "\(error)"])
                self.init(reason)
            } else {
                logger.error("Request failed", metadata: ["error": "\(error)"])
                self.init(.internalServerError, "INTERNAL_ERROR", "The server made a mistake. It has been noted.")
            }
        }
    }

    static let unknownPath = Problem(.notFound, "NOT_FOUND", "There is nothing at this path.")

    static func methodNotAllowed(_ known: [Endpoint.Method]) -> Problem {
        Problem(.methodNotAllowed, "METHOD_NOT_ALLOWED", "This path doesn't know the method.", headers: [.allow: Endpoint.Method.allow(known)])
    }

    static func tooLarge(limit: Int) -> Problem {
        var problem = Problem(.contentTooLarge, "BODY_TOO_LARGE", "The body may have at most \(limit) bytes.")
        problem.figures = [Figure("limit", Int64(limit))]
        return problem
    }

    static func unsupportedMediaType(_ expected: String) -> Problem {
        Problem(.unsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE", "The body must be \(expected).", headers: [.accept: expected])
    }

    static let unknownToken = Problem(
        .unauthorized, "TOKEN_INVALID", "The access token is not valid: sign in again at /oauth/token.",
        headers: [.wwwAuthenticate: #"Bearer realm="tributary", error="invalid_token""#])

    static let missingToken = Problem(
        .unauthorized, "TOKEN_MISSING", "Sign in at /oauth/token and send the token as 'Authorization: Bearer …'.",
        headers: [.wwwAuthenticate: #"Bearer realm="tributary""#])

    static let notPermitted = Problem(.forbidden, "NOT_PERMITTED", "An organisation of this kind may not do this.")
}

extension Reason {
    static let suspended = Reason(
        .conflict, "ORGANIZATION_SUSPENDED", "The organisation, or one above it, is suspended: it may read, but change nothing.")
}

extension Endpoint.Method {
    /// The value of `Allow` where routes have these methods.
    static func allow(_ known: [Endpoint.Method]) -> String {
        let names = known.flatMap { $0 == .get ? ["GET", "HEAD"] : [$0.rawValue] }
        return (names + ["OPTIONS"]).joined(separator: ", ")
    }
}
