/// How an order is paid, frozen over its total when it was placed: whatever ships, is given up or comes back of it takes the same part of
/// stored value and of money.
///
/// The fen of the total stand in a row, as units of a line do (`Apportionment`): what ships is taken from the front, what is given up from the
/// back, what comes back from the front of what shipped. So each means ends with exactly what it gave, and neither ever moves the other way.
package struct FrozenTender: Equatable, Sendable {
    /// A part of the order's money, by what pays it.
    package struct Part: Equatable, Sendable {
        package let storedFen: Int64
        package let moneyFen: Int64

        package init(storedFen: Int64, moneyFen: Int64) {
            self.storedFen = storedFen
            self.moneyFen = moneyFen
        }
    }

    private let stored: Apportionment
    private let postedFen: Int64
    private let voidedFen: Int64
    private let refundedFen: Int64

    /// - Parameters:
    ///   - totalFen: What it came to when it was placed.
    ///   - storedFen: What stored value pays of that.
    ///   - postedFen: Of the total, what was shipped.
    ///   - voidedFen: Of the total, what was given up.
    ///   - refundedFen: Of what was shipped, what was paid back.
    /// - Returns: nil for what can't be.
    package init?(totalFen: Int64, storedFen: Int64, postedFen: Int64 = 0, voidedFen: Int64 = 0, refundedFen: Int64 = 0) {
        guard storedFen <= totalFen, postedFen >= 0, voidedFen >= 0, refundedFen >= 0, refundedFen <= postedFen,
            let resolved = postedFen.adding(voidedFen), resolved <= totalFen, let stored = Apportionment(amountFen: storedFen, units: totalFen)
        else { return nil }
        self.stored = stored
        self.postedFen = postedFen
        self.voidedFen = voidedFen
        self.refundedFen = refundedFen
    }

    private var openFen: Int64 { stored.units - postedFen - voidedFen }

    /// - Returns: nil when less is open.
    package func posting(_ fen: Int64) -> Part? {
        fen <= openFen ? part(fen, stored.front(fen, after: postedFen)) : nil
    }

    /// - Returns: nil when less is open.
    package func voiding(_ fen: Int64) -> Part? {
        fen <= openFen ? part(fen, stored.back(fen, after: voidedFen)) : nil
    }

    /// - Returns: nil when less was shipped and not paid back.
    package func refunding(_ fen: Int64) -> Part? {
        fen <= postedFen - refundedFen ? part(fen, stored.front(fen, after: refundedFen)) : nil
    }

    private func part(_ fen: Int64, _ storedFen: Int64?) -> Part? {
        storedFen.map { Part(storedFen: $0, moneyFen: fen - $0) }
    }
}
