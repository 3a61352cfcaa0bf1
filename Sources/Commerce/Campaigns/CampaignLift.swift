/// What a campaign did to sales: units of its goods a day since it began, against the four weeks before.
package struct CampaignLift: Equatable, Sendable {
    /// How far back is compared.
    package static let daysBefore: Int64 = 28
    private static let dayMilliseconds: Int64 = 86_400_000

    package let unitsBefore: Int64
    package let unitsSince: Int64
    /// How long it has been on.
    package let milliseconds: Int64

    package init(unitsBefore: Int64, unitsSince: Int64, milliseconds: Int64) {
        self.unitsBefore = unitsBefore
        self.unitsSince = unitsSince
        self.milliseconds = milliseconds
    }

    /// Thousandths of a bottle, rounded down.
    package var perDayBeforeMilliunits: Int64 { Int64(clamping: Int128(unitsBefore) * 1000 / Int128(Self.daysBefore)) }

    /// Thousandths of a bottle, rounded down; nil before it began.
    package var perDaySinceMilliunits: Int64? {
        guard milliseconds > 0 else { return nil }
        return Int64(clamping: Int128(unitsSince) * 1000 * Int128(Self.dayMilliseconds) / Int128(milliseconds))
    }

    /// By how much a day since differs from a day before, in basis points of the latter, rounded down; nil when nothing was sold before, or it
    /// hasn't begun.
    package var bps: Int64? {
        guard milliseconds > 0, unitsBefore > 0 else { return nil }
        let since = Int128(unitsSince) * Int128(Self.daysBefore * Self.dayMilliseconds) * 10_000
        let (quotient, remainder) = (since - Int128(unitsBefore) * Int128(milliseconds) * 10_000)
            .quotientAndRemainder(dividingBy: Int128(unitsBefore) * Int128(milliseconds))
        return Int64(clamping: remainder < 0 ? quotient - 1 : quotient)
    }
}
