import Commerce
import JWTKit

/// What an access token says: whom it was given to, by which brand, and until when.
struct TokenClaims: JWTPayload, Equatable {
    /// The brand: the schema it lives in.
    let iss: String
    /// The client.
    let sub: String
    /// The organisation's id; 52 bits at most, so it is exact in any JSON reader.
    let org: Int64
    /// The organisation's code.
    let code: String
    /// The organisation's kind, for readers; what counts is the id.
    let role: String
    /// Seconds since 1970.
    let iat: Int64
    let exp: Int64
    let jti: String

    /// Times are checked against the brand's clock, by `AccessTokens`.
    func verify(using algorithm: some JWTAlgorithm) {}

    /// - Returns: nil when the claims contradict themselves.
    var caller: Caller? {
        let organization = OrganizationID(org)
        guard org >= 0, organization.kind.rawValue == role, let code = Code(code), let client = Code(sub) else { return nil }
        return Caller(clientID: client.text, organization: organization, code: code)
    }
}
