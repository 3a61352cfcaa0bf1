import Commerce
import HTTPTypes
import Logging

/// An error of the token endpoint, which alone answers as RFC 6749 §5.2 says and not with a problem document.
struct TokenError: Error, Equatable {
    var status: HTTPResponse.Status
    /// `invalid_request`, `invalid_client`, `unsupported_grant_type`, …
    let code: String
    let description: String
    var headers = HTTPFields()

    static func invalidRequest(_ description: String) -> TokenError {
        TokenError(status: .badRequest, code: "invalid_request", description: description)
    }

    static let unsupportedGrantType = TokenError(
        status: .badRequest, code: "unsupported_grant_type", description: "Only client_credentials is supported.")

    /// 401 with a challenge: the client may have used the Authorization header.
    static func invalidClient(_ description: String) -> TokenError {
        TokenError(
            status: .unauthorized, code: "invalid_client", description: description,
            headers: [.wwwAuthenticate: #"Basic realm="tributary", charset="UTF-8""#])
    }

    /// What the endpoint or the way to it threw.
    init(telling error: any Error, logger: Logger) {
        switch error {
        case let error as TokenError:
            self = error
        case let refusal as SignInRefusal:
            self = .invalidClient(refusal.reason.detail)
        default:
            let problem = Problem(telling: error, logger: logger)
            switch problem.status.code {
            case 500: self.init(status: problem.status, code: "server_error", description: problem.detail)
            case 429, 503: self.init(status: problem.status, code: "temporarily_unavailable", description: problem.detail)
            default: self.init(status: .badRequest, code: "invalid_request", description: problem.detail)
            }
            headers[.retryAfter] = problem.headers[.retryAfter]
        }
    }

    private init(status: HTTPResponse.Status, code: String, description: String, headers: HTTPFields = HTTPFields()) {
        self.status = status
        self.code = code
        self.description = description
        self.headers = headers
    }

    var answer: Answer {
        var answer = Answer.json(status) { json in
            json.object { json in
                json.field("error", code)
                json.field("error_description", description)
            }
        }
        answer.headers.append(contentsOf: headers)
        answer.forbidStoring()
        return answer
    }
}
