import HTTPTypes

/// What a client signs in with: `client_id` and `client_secret` in the form, or HTTP Basic (RFC 6749 §2.3.1), never both.
struct ClientCredentials: Equatable {
    let clientID: String
    let secret: String

    /// - Throws: `TokenError`.
    init(form: String, headers: HTTPFields) throws(TokenError) {
        var fields: [String: String] = [:]
        for pair in FormEncoding.pairs(form) {
            guard let value = pair.value, fields.updateValue(value, forKey: pair.name) == nil else {
                throw .invalidRequest("\(pair.name) comes twice or is not percent-encoded UTF-8.")
            }
        }
        guard let grant = fields["grant_type"], !grant.isEmpty else { throw .invalidRequest("grant_type is missing.") }
        guard grant == "client_credentials" else { throw .unsupportedGrantType }
        if let header = headers[.authorization] {
            guard fields["client_secret"] == nil else { throw .invalidRequest("The client signs in by header or by form, not by both.") }
            guard let basic = Self.basic(header), fields["client_id"] == nil || fields["client_id"] == basic.clientID else {
                throw .invalidClient("The Authorization header is not Basic with a client and its secret.")
            }
            self = basic
        } else {
            guard let clientID = fields["client_id"], let secret = fields["client_secret"] else {
                throw .invalidClient("client_id and client_secret are missing.")
            }
            self.init(clientID: clientID, secret: secret)
        }
    }

    private init(clientID: String, secret: String) {
        self.clientID = clientID
        self.secret = secret
    }

    /// Both halves are form-encoded before they are joined and put into base64.
    private static func basic(_ header: String) -> ClientCredentials? {
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "basic", let bytes = Base64URL.decoded(parts[1]),
            let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
            let clientID = FormEncoding.decoded(bytes[..<colon], plusIsSpace: true),
            let secret = FormEncoding.decoded(bytes[(colon + 1)...], plusIsSpace: true)
        else { return nil }
        return ClientCredentials(clientID: clientID, secret: secret)
    }
}
