/// An order's price with the reason for every fen.
///
/// For each line `netFen = baseFen − the sum of its adjustments`; the totals are the sums over the lines; what a campaign gave is the sum of
/// its adjustments over the lines. No adjustment is negative, and no line's net is below its floor price times its units, what was
/// given away with it counted as a discount.
package struct Pricing: Equatable, Sendable {
    /// What a campaign took off a line.
    package struct Adjustment: Equatable, Sendable {
        package var campaign: Code
        package var version: Int32
        package var kind: CampaignKind
        package var fen: Int64
        /// Units of the line that it was given on.
        package var units: Int64

        package init(campaign: Code, version: Int32, kind: CampaignKind, fen: Int64, units: Int64) {
            self.campaign = campaign
            self.version = version
            self.kind = kind
            self.fen = fen
            self.units = units
        }
    }

    package struct Line: Equatable, Sendable {
        /// The request's line, or for what was given away a number after the request's last.
        package var line: Int
        package var sku: Code
        package var units: Int64
        package var unitPriceFen: Int64
        package var adjustments: [Adjustment]
        /// The campaign that gave it away; nil for what was asked for.
        package var givenBy: Code?

        package init(line: Int, sku: Code, units: Int64, unitPriceFen: Int64, adjustments: [Adjustment], givenBy: Code? = nil) {
            self.line = line
            self.sku = sku
            self.units = units
            self.unitPriceFen = unitPriceFen
            self.adjustments = adjustments
            self.givenBy = givenBy
        }

        package var baseFen: Int64 { units * unitPriceFen }
        package var discountFen: Int64 { adjustments.reduce(0) { $0 + $1.fen } }
        package var netFen: Int64 { baseFen - discountFen }
    }

    /// A campaign that was looked at, and what came of it.
    package struct Considered: Equatable, Sendable {
        package var campaign: Code
        package var version: Int32
        package var kind: CampaignKind
        package var applied: Bool
        /// Why it wasn't applied, or why it gave less than it says; nil when it gave all.
        package var reason: PricingReason?
        /// Fen it gave in this order.
        package var fen: Int64
        /// The campaign that stands in its way, for `EXCLUDED_BY`.
        package var excludedBy: Code?

        package init(
            campaign: Code, version: Int32, kind: CampaignKind, applied: Bool, reason: PricingReason?, fen: Int64, excludedBy: Code? = nil
        ) {
            self.campaign = campaign
            self.version = version
            self.kind = kind
            self.applied = applied
            self.reason = reason
            self.fen = fen
            self.excludedBy = excludedBy
        }
    }

    /// By line number; what was given away comes after what was asked for.
    package var lines: [Line]
    /// By phase, within it by id.
    package var campaigns: [Considered]

    package init(lines: [Line], campaigns: [Considered]) {
        self.lines = lines
        self.campaigns = campaigns
    }

    package var subtotalFen: Int64 { lines.reduce(0) { $0 + $1.baseFen } }
    package var discountFen: Int64 { lines.reduce(0) { $0 + $1.discountFen } }
    package var totalFen: Int64 { subtotalFen - discountFen }
}

/// Why a campaign gave nothing, or less than it says.
package enum PricingReason: String, CaseIterable, Sendable {
    case notStarted = "NOT_STARTED"
    case ended = "ENDED"
    /// Outside its daily windows.
    case outsideWindow = "OUTSIDE_WINDOW"
    /// The buyer lies below none of its audience's organisations.
    case wrongRegion = "WRONG_REGION"
    case wrongTier = "WRONG_TIER"
    /// A coupon for stores of which the buyer is none.
    case wrongStore = "WRONG_STORE"
    /// No line has goods of its scope.
    case notInScope = "NOT_IN_SCOPE"
    case belowThreshold = "BELOW_THRESHOLD"
    /// Its code wasn't presented.
    case noCoupon = "NO_COUPON"
    /// An issued code that was used before.
    case couponSpent = "COUPON_SPENT"
    /// The order is no part of one of its groups.
    case groupNotJoined = "GROUP_NOT_JOINED"
    /// An add-on that no line asks for.
    case addOnNotChosen = "ADD_ON_NOT_CHOSEN"
    /// No lot of the goods expires soon enough.
    case noLots = "NO_LOTS"
    /// A gift that can't be given: nobody sells it here.
    case giftUnavailable = "GIFT_UNAVAILABLE"
    /// The buyer had what one buyer may have.
    case limitReached = "LIMIT_REACHED"
    /// Nothing, or not enough, is left of its budget, its uses or its day's share.
    case budgetSpent = "BUDGET_SPENT"
    /// Its units are sold.
    case quotaSpent = "QUOTA_SPENT"
    /// Another campaign stands in its place.
    case excludedBy = "EXCLUDED_BY"
    /// The goods cost no less by it.
    case notCheaper = "NOT_CHEAPER"
    /// Cut back so that no bottle is sold below its floor price.
    case floorPrice = "FLOOR_PRICE"
    /// Cut back so that the distributor keeps its margin.
    case marginGuard = "MARGIN_GUARD"
    /// It gives nothing off this order but something once the order is shipped or received.
    case afterwards = "AFTERWARDS"
    /// It is a means of payment, and no discount.
    case tender = "TENDER"
}
