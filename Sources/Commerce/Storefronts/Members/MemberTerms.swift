/// What a store gives its members on top of what they store, and for what they spend.
package struct MemberTerms: Equatable, Sendable {
    /// Whoever stores at least `fromFen` at once is given `bonusFen`.
    package struct TopUpGift: Equatable, Sendable {
        package let fromFen: Int64
        package let bonusFen: Int64

        package init(fromFen: Int64, bonusFen: Int64) {
            self.fromFen = fromFen
            self.bonusFen = bonusFen
        }
    }

    package static let maxGifts = 20
    /// Of a gift's days, as of those of a campaign's offer.
    package static let lifetimes: ClosedRange<Int64> = 1...3650
    package static let earningRates: ClosedRange<Int64> = 0...10_000
    package static let pointValues: ClosedRange<Int64> = 1...1_000_000

    /// In rising order of `fromFen`.
    package let topUpGifts: [TopUpGift]
    /// After so many days a bonus is gone; nil: it stays. Principal always does.
    package let expiresAfterDays: Int64?
    /// Points for what is spent of principal: floor(fen × earnBps / 10000).
    package let earnBps: Int64
    package let redeemFenPerPoint: Int64

    package init(topUpGifts: [TopUpGift] = [], expiresAfterDays: Int64? = nil, earnBps: Int64 = 0, redeemFenPerPoint: Int64 = 1) {
        self.topUpGifts = topUpGifts.sorted { $0.fromFen < $1.fromFen }
        self.expiresAfterDays = expiresAfterDays
        self.earnBps = earnBps
        self.redeemFenPerPoint = redeemFenPerPoint
    }

    /// The highest step that is reached counts, and counts once.
    package func giftFen(for amountFen: Int64) -> Int64 {
        topUpGifts.last { $0.fromFen <= amountFen }?.bonusFen ?? 0
    }

    /// Points pay a purchase to the full if there are enough.
    var points: Points { Points(earnBps: earnBps, redeemFenPerPoint: redeemFenPerPoint, maxShareBps: 10_000) }
}
