/// What went wrong between us and the server. The kind decides what a caller does; the message is for logs only and never reaches a client.
public struct PostgresError: Error, Sendable {
    public enum Kind: String, Sendable {
        /// The server refused the statement; `sqlState` says why.
        case server
        /// The connection broke. Inside a transaction nothing was applied; whether a single pipeline was applied is unknown.
        case connectionLost
        /// The connection broke after COMMIT was sent and before its answer came: the transaction may or may not have been applied.
        case commitUnknown
        /// No connection could be made.
        case connectFailed
        /// Every connection of the pool stayed busy for the whole acquire timeout.
        case acquireTimedOut
        /// The statement ran longer than the statement timeout, or the server stopped answering.
        case timedOut
        /// The task was cancelled; the statement was stopped on the server.
        case cancelled
        /// A result could not be read as the type that the statement promises.
        case decoding
        /// A parameter can't be represented on the server (NUL in a text, a time out of range); nothing was sent.
        case invalidValue
        /// The pool is closing.
        case shuttingDown
        /// A programmer's mistake, such as a transaction used after its commit.
        case misuse
    }

    public let kind: Kind
    /// Five characters, see appendix A of the PostgreSQL manual.
    public var sqlState: String?
    /// The name of the statement that failed.
    public var statement: String?
    /// The constraint that was violated, without its schema.
    public var constraint: String?
    public var table: String?
    public var message: String

    /// True when the connection was found dead before anything was sent, so that running it elsewhere is safe.
    var nothingSent = false
    /// True when a prepared plan no longer fits its tables; preparing again cures it.
    var isStalePlan = false
    /// The character of the SQL text at which the server stumbled, from 1.
    var position: Int?

    public init(
        kind: Kind, sqlState: String? = nil, statement: String? = nil, constraint: String? = nil, table: String? = nil, message: String
    ) {
        self.kind = kind
        self.sqlState = sqlState
        self.statement = statement
        self.constraint = constraint
        self.table = table
        self.message = message
    }

    /// True for a serialization failure or a deadlock: the same transaction, run again, may succeed.
    public var isRetryable: Bool {
        kind == .server && (sqlState == SQLState.serializationFailure || sqlState == SQLState.deadlockDetected)
    }

    /// True when the fault is not the request's: a client may send it again later (503 with `Retry-After`).
    public var isUnavailable: Bool {
        switch kind {
        case .connectionLost, .commitUnknown, .connectFailed, .acquireTimedOut, .timedOut, .shuttingDown: true
        case .server: isRetryable || sqlState.map(SQLState.isLackOfResources) == true || sqlState == SQLState.readOnlyTransaction
        case .cancelled, .decoding, .invalidValue, .misuse: false
        }
    }
}

extension PostgresError: CustomStringConvertible {
    public var description: String {
        var parts = ["\(kind.rawValue)"]
        if let sqlState { parts.append(sqlState) }
        if let statement { parts.append("in \(statement)") }
        if let constraint { parts.append("constraint \(constraint)") }
        return parts.joined(separator: " ") + ": " + message
    }
}
