/// A coupon (优惠券) that a store issues to its members: off a purchase at its till from an amount on, while its time is.
///
/// It never takes all: `offFen` is below `minFen`, a share below the whole, so that each purchase is paid by something that a refund can go back to.
package struct MemberCoupon: Equatable, Sendable {
    package static let nameLength = 1...200
    package static let shares: ClosedRange<Int64> = 1...9999
    package static let counts: ClosedRange<Int64> = 1...1_000_000_000

    package let code: Code
    package let name: String
    /// The least purchase, before it.
    package let minFen: Int64
    package let off: Coupon.Off
    package let startsAt: Instant
    /// The first moment at which it is good no more.
    package let endsAt: Instant
    /// By all members together, and by each; nil: any number.
    package let uses: Int64?
    package let perMemberUses: Int64?

    package init(
        code: Code, name: String, minFen: Int64, off: Coupon.Off, startsAt: Instant, endsAt: Instant, uses: Int64? = nil, perMemberUses: Int64? = nil
    ) {
        self.code = code
        self.name = name
        self.minFen = minFen
        self.off = off
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.uses = uses
        self.perMemberUses = perMemberUses
    }

    /// What uses of a coupon haven't come back.
    package struct Used: Equatable, Sendable {
        package let byAll: Int64
        package let byMember: Int64

        package init(byAll: Int64, byMember: Int64) {
            self.byAll = byAll
            self.byMember = byMember
        }
    }

    /// What it takes off a purchase of `amountFen`, at least one fen and less than all.
    ///
    /// - Parameter maxOffBps: What the region lets stores give of a purchase by now; a coupon of before a lower limit gives what is within it.
    /// - Throws: `MemberCouponRefusal`: `.notInForce`, `.belowMinimum`, `.spent`, `.givesNothing`, in this order.
    package func offFen(of amountFen: Int64, after used: Used, within maxOffBps: Int64?, at now: Instant) throws(MemberCouponRefusal) -> Int64 {
        guard startsAt <= now, now < endsAt else { throw .notInForce }
        guard amountFen >= minFen else { throw .belowMinimum(minFen: minFen) }
        guard used.byAll < uses ?? .max, used.byMember < perMemberUses ?? .max else { throw .spent }
        let fen = min(off.fen(of: amountFen), maxOffBps.map { amountFen.share(bps: $0) } ?? .max)
        guard fen > 0 else { throw .givesNothing }
        return fen
    }

    /// Holds it to what the region lets campaigns of storefronts go off, measured as a campaign's coupon is: by its share, or of its least purchase.
    ///
    /// - Throws: `MemberRefusal.beyondRegionLimit`.
    package func check(within maxOffBps: Int64) throws(MemberRefusal) {
        let depth = off.depth(atLeastFen: minFen)
        guard depth.isDeeper(than: maxOffBps) else { return }
        let field = if case .fen = off { "/offFen" } else { "/offBps" }
        throw .beyondRegionLimit(maxOffBps: maxOffBps, [field: depth.bpsRoundedUp])
    }
}

/// Why a coupon isn't issued or taken.
package enum MemberCouponRefusal: Refusal, Equatable {
    case codeTaken
    /// The store has issued none of this code.
    case unknown
    /// Its time hasn't come, or is over.
    case notInForce
    case belowMinimum(minFen: Int64)
    /// By all, or by this member.
    case spent
    /// Its share of so little is less than a fen.
    case givesNothing

    package var reason: Reason {
        switch self {
        case .codeTaken: Reason(.conflict, "CODE_TAKEN", "The store has a coupon of this code.")
        case .unknown:
            Reason(.invalid, "UNKNOWN_COUPON", Self.noSuch, faults: [Fault("/coupon", "UNKNOWN_COUPON", Self.noSuch)])
        case .notInForce: Reason(.conflict, "COUPON_NOT_IN_FORCE", "The coupon isn't good yet, or no more.")
        case .belowMinimum(let minFen):
            Reason(.conflict, "COUPON_BELOW_MINIMUM", "The purchase is too small for the coupon.", figures: [Figure("minFen", minFen)])
        case .spent: Reason(.conflict, "COUPON_SPENT", "The coupon was used as often as it may be.")
        case .givesNothing: Reason(.conflict, "COUPON_GIVES_NOTHING", "The coupon takes nothing off so little.")
        }
    }

    private static let noSuch = "The store has no coupon of this code."
}
