/// One order on its way through the phases. Lines stand by number and campaigns by phase and id from the start, so that nothing after
/// can depend on the order they came in.
struct PricingRun {
    let request: PricingRequest
    let lines: [PricingRequest.Line]
    let guards: [UnitGuard]
    var cases: [CampaignCase]
    /// Of every case its lines: those it may discount, and of an add-on those that earn it. Row by case, column by line.
    var scopes: [Bool]
    var segments: [Segment] = []
    var shares: [LineShare] = []
    var gifts: [GivenGoods] = []

    init(_ request: PricingRequest) {
        self.request = request
        lines = Self.isByNumber(request.lines) ? request.lines : request.lines.sorted { $0.line < $1.line }
        guards = lines.map { UnitGuard($0) }
        var cases: [CampaignCase] = []
        cases.reserveCapacity(request.campaigns.count)
        for index in request.campaigns.indices { cases.append(CampaignCase(request.campaigns[index], at: index)) }
        cases.sort { $0.phase == $1.phase ? $0.id < $1.id : $0.phase < $1.phase }
        self.cases = cases
        scopes = [Bool](repeating: false, count: cases.count * lines.count)
        segments.reserveCapacity(lines.count * 2)
        shares.reserveCapacity(lines.count * 4)
    }

    private static func isByNumber(_ lines: [PricingRequest.Line]) -> Bool {
        for index in lines.indices.dropFirst() where lines[index].line < lines[index - 1].line { return false }
        return true
    }

    /// Copies what the case needs of its campaign, and not the whole of it.
    func component(_ number: Int) -> CampaignComponent { request.campaigns[cases[number].index].definition.component }

    func scope(_ number: Int, _ line: Int) -> Bool { scopes[number * lines.count + line] }

    /// The cases of a phase that nothing has ruled out so far.
    func open(_ phase: PricingPhase) -> [Int] {
        cases.indices.filter { cases[$0].phase == phase && cases[$0].reason == nil }
    }

    mutating func record(_ number: Int, line: Int, fen: Int64, units: Int64) {
        guard fen > 0 else { return }
        cases[number].fen += fen
        shares.append(LineShare(line: line, number: number, fen: fen, units: units))
    }

    mutating func rule(out number: Int, _ reason: PricingReason) {
        cases[number].reason = reason
    }

    mutating func rule(out number: Int, excludedBy other: Int) {
        cases[number].reason = .excludedBy
        cases[number].excludedBy = other
    }
}

/// A campaign in this order: what is known of it, and what has come of it so far.
struct CampaignCase {
    /// Its place in the request.
    let index: Int
    let id: Code
    let version: Int32
    let kind: CampaignKind
    let phase: PricingPhase
    let priority: Int64
    var left = FiniteAllowance.unlimited
    /// Why it gives nothing; of one that gives something, why less than it says.
    var reason: PricingReason?
    var excludedBy: Int?
    var fen: Int64 = 0
    var applied = false

    init(_ campaign: Campaign, at index: Int) {
        self.index = index
        id = campaign.id
        version = campaign.version
        kind = campaign.definition.component.kind
        phase = campaign.definition.component.phase
        priority = campaign.definition.stacking.priority
    }
}

/// What a bottle of a line must bring at least, and whose rule that is.
struct UnitGuard {
    let leastFen: Int64
    let reason: PricingReason

    init(_ line: PricingRequest.Line) {
        let floor = max(0, line.floorPriceFen)
        if let margin = line.marginFloorFen, margin > floor {
            leastFen = margin
            reason = .marginGuard
        } else {
            leastFen = floor
            reason = .floorPrice
        }
    }
}

/// What a case took off a line, of so many of its units. Several of one case on one line add up.
struct LineShare {
    let line: Int
    let number: Int
    var fen: Int64
    var units: Int64
}

/// Bottles that a case gives away.
struct GivenGoods {
    let number: Int
    let sku: Code
    let units: Int64
    let unitPriceFen: Int64
}
