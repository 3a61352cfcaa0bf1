/// A what-if of pricing: everything is in it, so no organisation, SKU or campaign of it needs to exist. Nothing is read and nothing kept.
package struct PricingSimulation: Sendable {
    package static let maxLines = 200
    package static let maxCampaigns = 200
    /// Of one line.
    package static let maxLots = 100
    package static let maxGoods = 200
    package static let maxUnits: Int64 = 1_000_000_000
    /// What an order comes to stays well within what can be counted, so that no sum of its parts leaves it.
    package static let highestSubtotalFen = Int64.max / 4

    /// What may be given away, by what it is worth.
    package struct Goods: Equatable, Sendable {
        package let sku: Code
        package let value: PricingRequest.Goods

        package init(sku: Code, value: PricingRequest.Goods) {
            self.sku = sku
            self.value = value
        }
    }

    private let at: Instant
    private let buyer: PricingRequest.Buyer
    private let lines: [PricingRequest.Line]
    private let campaigns: [Campaign]
    private let coupons: [Code]
    private let joinedGroups: [Code]?
    private let goods: [Goods]

    /// - Parameters:
    ///   - buyer: who buys, below its region, which is below headquarters as all are.
    ///   - lines: each numbered by its place.
    ///   - joinedGroups: the group buys that the order is part of; nil: all there are.
    /// - Throws: a `Reason` (422) with every fault: a price below its floor (`PRICE_FLOOR`), a subtotal that can't be counted (`OUT_OF_RANGE`), a
    ///   campaign's id (`DUPLICATE_ID`), a line's lot (`DUPLICATE_LOT`) or a SKU of `goods` (`DUPLICATE_SKU`) that comes twice.
    package init(
        at: Instant, buyer: PricingRequest.Buyer, lines: [PricingRequest.Line], campaigns: [Campaign], coupons: [Code] = [], joinedGroups: [Code]? = nil,
        goods: [Goods] = []
    ) throws {
        self.at = at
        self.buyer = buyer
        self.lines = lines
        self.campaigns = campaigns
        self.coupons = coupons
        self.joinedGroups = joinedGroups
        self.goods = goods
        if let reason = Reason.invalid(faults) { throw reason }
    }

    /// What the engine is asked. Every campaign has all that its definition says.
    package var request: PricingRequest {
        PricingRequest(
            at: at, buyer: buyer, lines: lines.map(Self.firstExpiringFirst), campaigns: campaigns, coupons: coupons,
            joinedGroups: Set(joinedGroups ?? groupBuys), goods: valueOfGifts)
    }

    package func price() -> Pricing {
        PricingEngine.price(request)
    }

    private var groupBuys: [Code] {
        campaigns.filter { $0.definition.component.kind == .groupBuy }.map(\.id)
    }

    /// A gift is worth what `goods` says, otherwise what a line of its SKU costs, otherwise nothing: so it is shown, whatever is known of it.
    private var valueOfGifts: [Code: PricingRequest.Goods] {
        var values = Dictionary(goods.map { ($0.sku, $0.value) }) { first, _ in first }
        let prices = Dictionary(lines.map { ($0.sku, PricingRequest.Goods(unitPriceFen: $0.unitPriceFen, floorPriceFen: $0.floorPriceFen)) }) { first, _ in first }
        for campaign in campaigns {
            guard case .threshold(let threshold) = campaign.definition.component else { continue }
            for case .gift(let gift) in threshold.tiers.map(\.reward) where values[gift.sku] == nil {
                values[gift.sku] = prices[gift.sku] ?? PricingRequest.Goods(unitPriceFen: 0, floorPriceFen: 0)
            }
        }
        return values
    }

    private static func firstExpiringFirst(_ line: PricingRequest.Line) -> PricingRequest.Line {
        var line = line
        line.lots.sort { ($0.bestBefore, $0.lot) < ($1.bestBefore, $1.lot) }
        return line
    }
}

extension PricingSimulation {
    private var faults: [Fault] {
        var faults: [Fault] = []
        var subtotalFen: Int64? = 0
        for (index, line) in lines.enumerated() {
            let place = "/lines/\(index)"
            faults += Self.belowFloor(line.unitPriceFen, line.floorPriceFen, of: line.sku, at: place)
            faults += Self.repeated(line.lots.map(\.lot), at: { "\(place)/lots/\($0)/lot" }, "DUPLICATE_LOT")
            // What must be kept of a line for its distributor's margin is counted like a price, and may be above it.
            subtotalFen = line.units.multiplied(by: max(line.unitPriceFen, line.marginFloorFen ?? 0)).flatMap { subtotalFen?.adding($0) }
        }
        if subtotalFen.map({ $0 > Self.highestSubtotalFen }) ?? true {
            faults.append(Fault("/lines", "OUT_OF_RANGE", "The lines come to more than can be counted."))
        }
        faults += Self.repeated(campaigns.map(\.id), at: { "/campaigns/\($0)/id" }, "DUPLICATE_ID")
        for (index, one) in goods.enumerated() {
            faults += Self.belowFloor(one.value.unitPriceFen, one.value.floorPriceFen, of: one.sku, at: "/goods/\(index)")
        }
        return faults + Self.repeated(goods.map(\.sku), at: { "/goods/\($0)/sku" }, "DUPLICATE_SKU")
    }

    private static func belowFloor(_ unitPriceFen: Int64, _ floorPriceFen: Int64, of sku: Code, at place: String) -> [Fault] {
        guard unitPriceFen < floorPriceFen else { return [] }
        return [
            Fault(
                place + "/unitPriceFen", "PRICE_FLOOR", "The price is below the floor price of \(sku).", figures: [Figure("floorPriceFen", floorPriceFen)])
        ]
    }

    private static func repeated(_ codes: [Code], at place: (Int) -> String, _ code: String) -> [Fault] {
        var seen: Set<Code> = []
        return codes.enumerated().filter { !seen.insert($0.element).inserted }.map { Fault(place($0.offset), code, "\($0.element) comes twice.") }
    }
}
