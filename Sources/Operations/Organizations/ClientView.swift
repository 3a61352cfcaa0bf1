package import Commerce

/// An API client of an organisation. Secrets are never shown again, only when they were made.
package struct ClientView: Equatable, Sendable {
    package struct Secret: Equatable, Sendable {
        package let id: Int64
        package let createdAt: Instant
        /// One of the demo data, which signs in on loopback only.
        package let isDemo: Bool
    }

    package let clientID: String
    package let name: String
    package let createdAt: Instant
    /// Those that are valid, oldest first.
    package let secrets: [Secret]
}

/// A secret in the one moment in which it can be read.
package struct IssuedSecret: Sendable {
    package let clientID: String
    package let secretID: Int64
    package let secret: String
    package let createdAt: Instant
}
