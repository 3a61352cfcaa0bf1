internal import CLibPQ

/// The fields of an error that libpq names by letters (`postgres_ext.h`); Swift can't see its character macros.
private enum Field: Character {
    case sqlState = "C"
    case message = "M"
    case hint = "H"
    case position = "P"
    case table = "t"
    case constraint = "n"
    case sourceFunction = "R"
}

extension PostgresError {
    /// Reads a failed result. A code that ends the session becomes `connectionLost`, a cancelled query `timedOut` (the caller turns it into
    /// `cancelled` when it was the one who asked).
    init(result: OpaquePointer, statement: String?) {
        func read(_ field: Field) -> String? {
            PQresultErrorField(result, Int32(field.rawValue.asciiValue ?? 0)).map { String(cString: $0) }
        }
        let state = read(.sqlState)
        let kind: Kind =
            switch state {
            case nil: .connectionLost
            case let state? where SQLState.endsSession(state): .connectionLost
            case SQLState.queryCanceled: .timedOut
            default: .server
            }
        var message = read(.message) ?? String(cString: PQresultErrorMessage(result)).trimmed
        if let hint = read(.hint) { message += " (\(hint))" }
        self.init(
            kind: kind, sqlState: state, statement: statement, constraint: read(.constraint), table: read(.table), message: message)
        position = read(.position).flatMap { Int($0) }
        isStalePlan =
            state == SQLState.invalidStatementName
            || (state == SQLState.featureNotSupported && read(.sourceFunction) == "RevalidateCachedQuery")
    }
}

extension String {
    /// Without the line breaks that libpq puts at the end of its messages.
    var trimmed: String {
        var text = Substring(self)
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
