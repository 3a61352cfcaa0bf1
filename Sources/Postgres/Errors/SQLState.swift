/// The error codes this client acts upon (appendix A of the PostgreSQL manual).
enum SQLState {
    static let serializationFailure = "40001"
    static let deadlockDetected = "40P01"
    static let queryCanceled = "57014"
    static let featureNotSupported = "0A000"
    static let invalidStatementName = "26000"
    static let failedTransaction = "25P02"
    /// A writer that reached a standby, which happens while servers change roles.
    static let readOnlyTransaction = "25006"

    /// Class 53: too many connections, disk full, out of memory.
    static func isLackOfResources(_ state: String) -> Bool { state.hasPrefix("53") }

    /// The server ends the session by itself: shutdown, crash of a neighbour, start-up, dropped database, idle timeouts.
    static func endsSession(_ state: String) -> Bool {
        state.hasPrefix("57P0") || state == "25P03" || state.hasPrefix("08")
    }
}
