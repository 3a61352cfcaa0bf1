/// 储值: money paid in beforehand, with a bonus on top or a gift. Principal and bonus are accounts apart.
package struct StoredValue: Equatable, Sendable {
    package enum Extra: Equatable, Sendable {
        case bonusFen(Int64)
        case gift(GiftGoods)
    }
    package var principalFen: Int64
    package var extra: Extra
    /// After so many days the bonus expires, the principal never does; nil: it stays.
    package var expiresAfterDays: Int64?

    package init(principalFen: Int64, extra: Extra, expiresAfterDays: Int64? = nil) {
        self.principalFen = principalFen
        self.extra = extra
        self.expiresAfterDays = expiresAfterDays
    }
}

/// 积分: earned on what is paid in money, redeemed up to a share of an order.
package struct Points: Equatable, Sendable {
    /// floor(fen paid in money × earnBps / 10000) points: 100 are one point for each yuan.
    package var earnBps: Int64
    package var redeemFenPerPoint: Int64
    package var maxShareBps: Int64

    package init(earnBps: Int64, redeemFenPerPoint: Int64, maxShareBps: Int64) {
        self.earnBps = earnBps
        self.redeemFenPerPoint = redeemFenPerPoint
        self.maxShareBps = maxShareBps
    }
}
