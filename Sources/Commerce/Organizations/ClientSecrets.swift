/// How many secrets of one client may be valid at a time: the old one and the new one, while it is rotated.
package let validSecretsPerClient = 2

/// Why an API client or its secret is not made or revoked.
package enum ClientRefusal: Refusal, Equatable {
    /// The client, or the secret, isn't there, or is another organisation's.
    case unknown
    /// The id names a client of somebody else, or one that was revoked; ids are never used again.
    case idTaken
    case tooManySecrets

    package var reason: Reason {
        switch self {
        case .unknown: .absent("client or secret")
        case .idTaken:
            Reason(
                .conflict, "CLIENT_ID_TAKEN", "This client id is, or was, somebody else's.",
                faults: [Fault("/clientId", "CLIENT_ID_TAKEN", "This client id is, or was, somebody else's.")])
        case .tooManySecrets:
            Reason(
                .conflict, "TOO_MANY_SECRETS", "The client has \(validSecretsPerClient) valid secrets; revoke one first.",
                figures: [Figure("limit", Int64(validSecretsPerClient))])
        }
    }
}

/// Why nobody is signed in. Which of the two was wrong, the client or its secret, is told to nobody.
package enum SignInRefusal: Refusal, Equatable {
    case invalidClient
    /// A secret of the demo data, on a server that is reachable from elsewhere.
    case demoSecret

    package var reason: Reason {
        switch self {
        case .invalidClient: Reason(.forbidden, "INVALID_CLIENT", "The client or its secret is not known.")
        case .demoSecret: Reason(.forbidden, "DEMO_SECRET_REFUSED", "Demo secrets are refused here; start the server with --allow-demo-credentials to allow them.")
        }
    }
}

/// Compares digests in a time that depends on their length alone, so that it says nothing about where they differ.
package func areEqualInConstantTime(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for index in left.indices {
        difference |= left[index] ^ right[index]
    }
    return difference == 0
}
