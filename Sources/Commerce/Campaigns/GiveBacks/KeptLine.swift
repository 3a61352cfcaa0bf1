/// What is gone of an order's line. Units stand in a row as in `SoldLine`: what is cancelled or shorted goes from the back, what is returned
/// from the front.
package struct GoneUnits: Equatable, Sendable {
    package var cancelledUnits: Int64
    package var returnedUnits: Int64

    package static let nothing = GoneUnits()

    package init(cancelledUnits: Int64 = 0, returnedUnits: Int64 = 0) {
        self.cancelledUnits = cancelledUnits
        self.returnedUnits = returnedUnits
    }
}

/// A line with the units of it that are kept, each with its frozen share of what the line came to.
struct KeptLine {
    let line: Pricing.Line
    let attributes: GoodsAttributes
    let keptUnits: Int64
    private let returnedUnits: Int64

    /// - Returns: nil when more is gone than there was.
    init?(_ line: Pricing.Line, attributes: GoodsAttributes, gone: GoneUnits) {
        guard gone.cancelledUnits >= 0, gone.returnedUnits >= 0, let goneUnits = gone.cancelledUnits.adding(gone.returnedUnits), goneUnits <= line.units
        else { return nil }
        self.line = line
        self.attributes = attributes
        self.keptUnits = line.units - goneUnits
        self.returnedUnits = gone.returnedUnits
    }

    var isGift: Bool { line.givenBy != nil }
    var keptBaseFen: Int64 { keptUnits * line.unitPriceFen }
    var keptNetFen: Int64 { share(of: line.netFen) }

    /// The kept units' part of an amount that is frozen over the line's units.
    func share(of fen: Int64) -> Int64 {
        // Neither is nil: a line has units, and what is kept lies among them.
        Apportionment(amountFen: fen, units: line.units)?.front(keptUnits, after: returnedUnits) ?? 0
    }

    /// The kept units' part of what the line came to once `phase` had had its say.
    func keptNetFen(through phase: PricingPhase) -> Int64 {
        share(of: line.adjustments.reduce(line.baseFen) { $1.kind.discountPhase <= phase ? $0 - $1.fen : $0 })
    }

    /// What the kept units carry of what `campaign` took off: the difference of their shares before and after it, so that with all other
    /// campaigns' it comes to the difference between their list price and their net.
    func carriedFen(of campaign: Code) -> Int64 {
        var before = line.baseFen
        var carried: Int64 = 0
        for adjustment in line.adjustments.sorted(by: { ($0.kind.discountPhase, $0.campaign) < ($1.kind.discountPhase, $1.campaign) }) {
            let after = before - adjustment.fen
            if adjustment.campaign == campaign { carried += share(of: before) - share(of: after) }
            before = after
        }
        // The shares of two amounts are rounded apart and may differ by a fen in the wrong direction.
        return max(0, carried)
    }

    /// What `campaign` took off the whole line.
    func fen(of campaign: Code) -> Int64 {
        line.adjustments.reduce(0) { $1.campaign == campaign ? $0 + $1.fen : $0 }
    }

    func units(of campaign: Code) -> Int64 {
        line.adjustments.reduce(0) { $1.campaign == campaign ? $0 + $1.units : $0 }
    }
}

extension CampaignKind {
    /// The phase in which a campaign of this kind takes something off a line.
    fileprivate var discountPhase: PricingPhase {
        switch self {
        case .flashSale, .groupBuy, .nearExpiry, .tiered: .linePrice
        case .bundle, .blindBox: .bundle
        case .threshold: .threshold
        case .coupon: .coupon
        case .addOn: .addOn
        case .storedValue, .points: .tender
        case .luckyDraw: .afterwards
        }
    }
}
