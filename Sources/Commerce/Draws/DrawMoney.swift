/// What might be won in money when a draw was made, as its log says it.
package struct DrawMoney: Equatable, Sendable {
    /// Of the campaign that was in force: its budget is what `leftFen` begins with.
    package let version: Int32
    /// What the draws before had left of the budget; nil: no end of it.
    package let leftFen: Int64?
    /// What the limits of the buyer, its region and the day let it win, where that is less. Whoever checks a log doesn't know the buyer, so this
    /// stands apart from what follows from the log.
    package let limitedToFen: Int64?

    package init(version: Int32, leftFen: Int64?, limitedToFen: Int64? = nil) {
        self.version = version
        let left = leftFen.map { max(0, $0) }
        let limit = limitedToFen.map { max(0, $0) }
        self.leftFen = left
        self.limitedToFen = limit.flatMap { limit in left.map { limit < $0 } ?? true ? limit : nil }
    }

    /// What may be won; nil: no end of it.
    package var availableFen: Int64? { limitedToFen ?? leftFen }

    func less(_ fen: Int64) -> DrawMoney {
        DrawMoney(version: version, leftFen: leftFen.map { $0 - fen }, limitedToFen: limitedToFen.map { $0 - fen })
    }
}
