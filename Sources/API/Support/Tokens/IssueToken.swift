import Commerce
import HTTPTypes
import NIOCore
import Operations

extension Endpoint {
    /// OAuth 2.0 client credentials (RFC 6749 §4.4). Repeated parameters are refused, unknown ones ignored, as the RFC says.
    static let issueToken = Endpoint(open: .post, "/oauth/token", takes: .form) { call in
        let form = String(decoding: call.body.readableBytesView, as: UTF8.self)
        let credentials = try ClientCredentials(form: form, headers: call.headers)
        let caller = try await call.brand.signIn(
            clientID: credentials.clientID, secret: credentials.secret, allowsDemoSecrets: call.gateway.settings.allowsDemoCredentials)
        try call.gateway.passRateLimit(caller.clientID)
        let (token, seconds) = try await call.gateway.tokens.issue(to: caller)
        var answer = Answer.ok { json in
            json.object { json in
                json.field("access_token", token)
                json.field("token_type", "Bearer")
                json.field("expires_in", seconds)
            }
        }
        answer.forbidStoring()
        return answer
    }
}
