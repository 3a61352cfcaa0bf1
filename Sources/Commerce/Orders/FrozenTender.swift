/// How an order is paid, frozen over its total when it was placed: whatever ships, is given up or comes back of it takes the same part of
/// stored value, of points and of money.
///
/// The fen of the total stand in a row, as units of a line do (`Apportionment`): what ships is taken from the front, what is given up from the
/// back, what comes back from the front of what shipped. What isn't money is told over the total, and stored value over what isn't money. So each
/// means ends with exactly what it gave, and none ever moves the other way.
package struct FrozenTender: Equatable, Sendable {
    /// A part of the order's money, by what pays it.
    package struct Part: Equatable, Sendable {
        package let storedFen: Int64
        package let pointsFen: Int64
        package let moneyFen: Int64

        package init(storedFen: Int64, pointsFen: Int64 = 0, moneyFen: Int64) {
            self.storedFen = storedFen
            self.pointsFen = pointsFen
            self.moneyFen = moneyFen
        }
    }

    /// What isn't money, over the total.
    private let other: Apportionment
    /// What stored value pays of it; nil when all is money.
    private let stored: Apportionment?
    private let postedFen: Int64
    private let voidedFen: Int64
    private let refundedFen: Int64

    /// - Parameters:
    ///   - totalFen: What it came to when it was placed.
    ///   - storedFen: What stored value pays of that.
    ///   - pointsFen: What points pay of that.
    ///   - postedFen: Of the total, what was shipped.
    ///   - voidedFen: Of the total, what was given up.
    ///   - refundedFen: Of what was shipped, what was paid back.
    /// - Returns: nil for what can't be.
    package init?(totalFen: Int64, storedFen: Int64, pointsFen: Int64 = 0, postedFen: Int64 = 0, voidedFen: Int64 = 0, refundedFen: Int64 = 0) {
        guard storedFen >= 0, pointsFen >= 0, let otherFen = storedFen.adding(pointsFen), otherFen <= totalFen, postedFen >= 0, voidedFen >= 0,
            refundedFen >= 0, refundedFen <= postedFen, let resolved = postedFen.adding(voidedFen), resolved <= totalFen,
            let other = Apportionment(amountFen: otherFen, units: totalFen)
        else { return nil }
        self.other = other
        self.stored = Apportionment(amountFen: storedFen, units: otherFen)
        self.postedFen = postedFen
        self.voidedFen = voidedFen
        self.refundedFen = refundedFen
    }

    private var openFen: Int64 { other.units - postedFen - voidedFen }

    /// - Returns: nil when less is open.
    package func posting(_ fen: Int64) -> Part? {
        fen <= openFen ? front(fen, after: postedFen) : nil
    }

    /// - Returns: nil when less is open.
    package func voiding(_ fen: Int64) -> Part? {
        guard fen <= openFen, let part = other.back(fen, after: voidedFen), let before = other.back(voidedFen, after: 0) else { return nil }
        return Self.part(fen, other: part, stored: stored?.back(part, after: before))
    }

    /// - Returns: nil when less was shipped and not paid back.
    package func refunding(_ fen: Int64) -> Part? {
        fen <= postedFen - refundedFen ? front(fen, after: refundedFen) : nil
    }

    private func front(_ fen: Int64, after beforeFen: Int64) -> Part? {
        guard let part = other.front(fen, after: beforeFen), let before = other.front(beforeFen, after: 0) else { return nil }
        return Self.part(fen, other: part, stored: stored?.front(part, after: before))
    }

    private static func part(_ fen: Int64, other: Int64, stored: Int64?) -> Part? {
        guard let stored = stored ?? (other == 0 ? 0 : nil) else { return nil }
        return Part(storedFen: stored, pointsFen: other - stored, moneyFen: fen - other)
    }
}
