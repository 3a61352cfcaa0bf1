extension MemberTerms {
    /// Holds terms to what the region lets campaigns of storefronts go off, measured as campaigns are: a gift of what its step can be spent for in all,
    /// and points by what they redeem of the payment that earns them.
    ///
    /// - Parameters:
    ///   - maxOffBps: As much is within it.
    ///   - steps: The gifts' thresholds in the order in which they were said, for pointers; nil: as they stand.
    /// - Throws: `MemberRefusal.beyondRegionLimit` with every gift, and the rate of points, that goes further.
    package func check(within maxOffBps: Int64, steps: [Int64]? = nil) throws(MemberRefusal) {
        var deeper: [String: Int64] = [:]
        let order = steps ?? topUpGifts.map(\.fromFen)
        for gift in topUpGifts {
            let depth = DiscountDepth(offFen: gift.bonusFen, ofFen: gift.fromFen + gift.bonusFen)
            guard depth.isDeeper(than: maxOffBps), let place = order.firstIndex(of: gift.fromFen) else { continue }
            deeper["/topUpGifts/\(place)/bonusFen"] = depth.bpsRoundedUp
        }
        let earned = DiscountDepth(bps: earnBps * redeemFenPerPoint)
        if earned.isDeeper(than: maxOffBps) { deeper["/earnBps"] = earned.bpsRoundedUp }
        guard deeper.isEmpty else { throw .beyondRegionLimit(maxOffBps: maxOffBps, deeper) }
    }

    /// The terms cut back to a limit that was set after them: no gift and no point beyond it is given from then on, whatever was set before.
    package func cut(to maxOffBps: Int64) -> MemberTerms {
        guard maxOffBps < 10_000 else { return cutEarning(to: maxOffBps) }
        // bonus ÷ (principal + bonus) ≤ limit, solved for the bonus; at most ten million yuan times ten thousand, which can be counted.
        let gifts = topUpGifts.map { TopUpGift(fromFen: $0.fromFen, bonusFen: min($0.bonusFen, $0.fromFen * maxOffBps / (10_000 - maxOffBps))) }
        return MemberTerms(topUpGifts: gifts, expiresAfterDays: expiresAfterDays, earnBps: earnBps, redeemFenPerPoint: redeemFenPerPoint)
            .cutEarning(to: maxOffBps)
    }

    private func cutEarning(to maxOffBps: Int64) -> MemberTerms {
        MemberTerms(
            topUpGifts: topUpGifts, expiresAfterDays: expiresAfterDays, earnBps: min(earnBps, maxOffBps / redeemFenPerPoint), redeemFenPerPoint: redeemFenPerPoint)
    }
}
