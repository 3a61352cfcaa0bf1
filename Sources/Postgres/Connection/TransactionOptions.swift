/// How a transaction runs.
public struct TransactionOptions: Sendable {
    public enum Isolation: String, Sendable {
        case readCommitted = "READ COMMITTED"
        case repeatableRead = "REPEATABLE READ"
        case serializable = "SERIALIZABLE"
    }

    public var isolation: Isolation
    /// How often the body runs at most, when serialization failures or deadlocks make it fail.
    public var attempts: Int
    public var readOnly: Bool

    public init(isolation: Isolation = .readCommitted, attempts: Int = 5, readOnly: Bool = false) {
        self.isolation = isolation
        self.attempts = attempts
        self.readOnly = readOnly
    }

    var begin: String { "BEGIN ISOLATION LEVEL \(isolation.rawValue) \(readOnly ? "READ ONLY" : "READ WRITE")" }
}
