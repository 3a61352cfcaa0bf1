/// Why the schema can't be brought, or isn't, up to date. The description is written for whoever runs the server.
public struct MigrationError: Error, CustomStringConvertible, Sendable {
    public let description: String

    init(_ description: String) { self.description = description }
}
