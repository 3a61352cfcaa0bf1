/// A customer whom a store registers as its member (会员).
package struct MemberDraft: Equatable, Sendable {
    package static let nameLength = 1...200

    /// Nil: the store wants one made.
    package let code: Code?
    package let name: String
    package let phone: MemberPhone?

    package init(code: Code?, name: String, phone: MemberPhone?) {
        self.code = code
        self.name = name
        self.phone = phone
    }
}

/// A mobile number: eleven digits. It is personal data, kept apart from all else: the member's store reads it, those above see it masked.
package struct MemberPhone: Hashable, Sendable {
    package let digits: String

    /// - Returns: nil for anything but eleven ASCII digits.
    package init?(_ text: String) {
        guard text.utf8.count == 11, text.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) else { return nil }
        digits = text
    }

    /// The first three and the last four: `138****1234`.
    package var masked: String { digits.prefix(3) + "****" + digits.suffix(4) }
}

/// Why something isn't done for a member.
package enum MemberRefusal: Refusal, Equatable {
    case codeTaken
    case phoneTaken
    /// Principal and bonus together are less than what is to be paid.
    case storedValueExceeded(shortByFen: Int64)
    /// More would go back than is left of what was spent.
    case refundExceeded(leftFen: Int64)
    /// So many points aren't there, or would pay more than the amount.
    case pointsLimit(redeemablePoints: Int64)
    /// Earned points were taken back after they were spent.
    case pointsBelowZero(points: Int64)
    /// Terms or a coupon give more away than the region lets stores: where, and how much of what is paid that is.
    case beyondRegionLimit(maxOffBps: Int64, [String: Int64])

    package var reason: Reason {
        switch self {
        case .codeTaken: Reason(.conflict, "CODE_TAKEN", "The store has a member of this code.")
        case .phoneTaken: Reason(.conflict, "PHONE_TAKEN", "The store has a member of this number.")
        case .storedValueExceeded(let shortByFen):
            Reason(.conflict, "STORED_VALUE_EXCEEDED", "The member has stored less than this.", figures: [Figure("shortByFen", shortByFen)])
        case .pointsLimit(let redeemablePoints):
            Reason(.conflict, "POINTS_LIMIT", "So many points can't be redeemed on this.", figures: [Figure("redeemablePoints", redeemablePoints)])
        case .pointsBelowZero(let points):
            Reason(.conflict, "POINTS_BELOW_ZERO", "Points are owed; none are redeemed until they are made up for.", figures: [Figure("points", points)])
        case .beyondRegionLimit(let maxOffBps, let depths):
            Reason(
                .conflict, "BEYOND_REGION_LIMIT", Self.limit,
                faults: depths.sorted { $0.key < $1.key }.map { pointer, offBps in
                    Fault(pointer, "BEYOND_REGION_LIMIT", Self.limit, figures: [Figure("maxOffBps", maxOffBps), Figure("offBps", offBps)])
                }, figures: [Figure("maxOffBps", maxOffBps)])
        case .refundExceeded(let leftFen):
            Reason(.conflict, "REFUND_EXCEEDED", "So much isn't left of what was spent.", figures: [Figure("leftFen", leftFen)])
        }
    }

    private static let limit = "The region lets stores give less of what their members pay."
}
