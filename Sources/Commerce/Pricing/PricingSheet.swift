/// An order being priced: its units in segments, and each campaign with what came of it so far.
struct PricingSheet {
    /// A campaign, its place in `entries` being its number.
    struct Entry {
        let campaign: Campaign
        /// The lines that it looks at, by place.
        var lines: [Int] = []
        var room: PricingRoom
        /// Set once it is known why it gives nothing, or less than it says.
        var reason: PricingReason?
        var excludedBy: Int?
        /// Whether it may still give something.
        var isOpen = false
        /// What it gives away is a line of its own.
        var given: Given?

        var phase: PricingPhase { campaign.facts.phase }
        var stacking: CampaignStacking { campaign.facts.definition.stacking }
        var component: CampaignComponent { campaign.component }

        mutating func close(_ why: PricingReason, by other: Int? = nil) {
            isOpen = false
            reason = why
            excludedBy = other
        }
    }

    struct Given {
        let sku: Code
        let units: Int64
        let unitPriceFen: Int64
        var fen: Int64 { units * unitPriceFen }
    }

    let request: PricingRequest
    /// By line number.
    let lines: [PricingRequest.Line]
    /// Those of all lines.
    let places: [Int]
    var segments: [PricingSegment]
    /// By phase, within it by id.
    var entries: [Entry]

    init(_ request: PricingRequest) {
        self.request = request
        // Nearly always they come in order, and lines are large.
        let isSorted = zip(request.lines, request.lines.dropFirst()).allSatisfy { $0.line < $1.line }
        lines = isSorted ? request.lines : request.lines.sorted { $0.line < $1.line }
        places = Array(lines.indices)
        segments = []
        segments.reserveCapacity(lines.count * 2)
        for (index, line) in lines.enumerated() { segments.append(Self.untouched(line, at: index, units: line.units)) }
        let campaigns = request.campaigns
        entries = campaigns.indices.sorted { left, right in
            let (mine, other) = (campaigns[left].facts.phase, campaigns[right].facts.phase)
            return mine < other || mine == other && campaigns[left].id < campaigns[right].id
        }.map {
            Entry(campaign: campaigns[$0], room: PricingRoom(campaigns[$0].facts.limits, left: request.left[campaigns[$0].id]))
        }
    }

    static func untouched(_ line: PricingRequest.Line, at index: Int, units: Int64) -> PricingSegment {
        PricingSegment(
            line: index, units: units, fen: units * line.unitPriceFen, leastFen: max(line.floorPriceFen, line.marginFloorFen ?? 0))
    }

    /// Open campaigns of a phase, by number.
    func open(_ phase: PricingPhase) -> [Int] {
        entries.indices.filter { entries[$0].isOpen && entries[$0].phase == phase }
    }

    /// Which guard holds a line's price up.
    func guarding(line: Int) -> PricingReason {
        (lines[line].marginFloorFen ?? 0) > lines[line].floorPriceFen ? .marginGuard : .floorPrice
    }

    /// By segment: whether a campaign looks at it.
    func segments(of entry: Int) -> [Int] {
        let looked = entries[entry].lines
        guard looked.count < lines.count else { return Array(segments.indices) }
        return segments.indices.filter { looked.contains(segments[$0].line) }
    }

    /// What a campaign has taken off so far, without what it gave away.
    func takenFen(by entry: Int) -> Int64 {
        segments.reduce(0) { sum, segment in segment.marks.reduce(sum) { $1.campaign == entry ? $0 + $1.fen : $0 } }
    }
}
