/// Phase 6: who buys enough gets units of another SKU, on lines of its own, at the add-on's price. What they cost less counts as a discount
/// of the goods that earned them, which must stay above their guards; the extra item has none of its own here.
extension PricingRun {
    mutating func giveAddOns() {
        let numbers = open(.addOn)
        guard !numbers.isEmpty else { return }
        beginPhase()
        for number in numbers.sorted(by: goesFirst) { giveAddOn(number) }
    }

    private func goesFirst(_ one: Int, _ other: Int) -> Bool {
        let (left, right) = (cases[one].priority, cases[other].priority)
        return left == right ? one < other : left > right
    }

    private mutating func giveAddOn(_ number: Int) {
        guard case .addOn(let addOn) = component(number) else { return }
        let allowed = allowedUnits(addOn, number)
        guard allowed > 0 else { return rule(out: number, .belowThreshold) }
        guard lines.contains(where: { $0.sku == addOn.sku && $0.units > 0 }) else { return rule(out: number, .addOnNotChosen) }
        let weights = weights(of: number)
        let room = room(by: weights)
        var given = Given()
        let takes = takes(addOn, upTo: allowed, within: room.fen)
        given.fen = takes.reduce(0) { $0 + $1.fen }
        if takes.last?.isCut ?? false { given.cut = room.reason }
        if let reason = cases[number].left.refusal(of: given.fen) { return rule(out: number, reason) }
        useRoom(given.fen, by: weights)
        for take in takes {
            record(number, line: segments[take.segment].line, fen: take.fen, units: take.units)
        }
        split(takes, atFen: max(0, addOn.addOnFen))
        conclude(number, given)
    }

    /// Zero when the qualifier isn't reached.
    private func allowedUnits(_ addOn: AddOn, _ number: Int) -> Int64 {
        var (fen, units): (Int64, Int64) = (0, 0)
        for segment in segments where scope(number, segment.line) {
            fen += segment.basisFen
            units += segment.units
        }
        guard addOn.qualifier.times(fen: fen, units: units) > 0 else { return 0 }
        let measure =
            switch addOn.qualifier {
            case .fen: fen
            case .units: units
            }
        return min(measure / max(1, addOn.ratio), addOn.maxUnits)
    }

    private struct Take {
        let segment: Int
        let units: Int64
        let fen: Int64
        /// Fewer than would have been allowed, because the goods that earn them have no more room.
        let isCut: Bool
    }

    private func takes(_ addOn: AddOn, upTo allowed: Int64, within roomFen: Int64) -> [Take] {
        let priceFen = max(0, addOn.addOnFen)
        var (units, room) = (allowed, roomFen)
        var takes: [Take] = []
        for index in segments.indices where units > 0 && lines[segments[index].line].sku == addOn.sku {
            let segment = segments[index]
            let (atAddOn, overflow) = segment.units.multipliedReportingOverflow(by: priceFen)
            guard !overflow, segment.netFen > atAddOn else { continue }
            let wanted = min(units, segment.units)
            let fitting = Self.fittingUnits(segment, priceFen, wanted, room)
            let fen = max(0, Self.savedFen(segment, priceFen, fitting))
            takes.append(Take(segment: index, units: fitting, fen: fen, isCut: fitting < wanted))
            guard fitting == wanted else { break }
            units -= fitting
            room -= fen
        }
        return takes
    }

    private static func savedFen(_ segment: Segment, _ priceFen: Int64, _ units: Int64) -> Int64 {
        Proportion.of(segment.netFen, units, segment.units) - units * priceFen
    }

    /// The most units, up to `wanted`, that save at most `roomFen`: floor(net × u / n) − u × price ≤ room, which is
    /// u × (net − n × price) < n × (room + 1).
    private static func fittingUnits(_ segment: Segment, _ priceFen: Int64, _ wanted: Int64, _ roomFen: Int64) -> Int64 {
        let perSegment = UInt128(segment.netFen - segment.units * priceFen)
        let most = (UInt128(segment.units) * (UInt128(roomFen) + 1) - 1) / perSegment
        return min(wanted, Int64(clamping: most))
    }

    /// Units at the add-on's price stand apart from those that aren't: the next add-on looks for others.
    private mutating func split(_ takes: [Take], atFen priceFen: Int64) {
        for take in takes.reversed() where take.units > 0 {
            let segment = segments[take.segment]
            segments[take.segment].netFen = segment.netFen - take.fen
            guard take.units < segment.units else { continue }
            var taken = segment
            taken.units = take.units
            taken.netFen = take.units * priceFen
            taken.basisFen = Proportion.of(segment.basisFen, take.units, segment.units)
            taken.headroomFen = Proportion.of(segment.headroomFen, take.units, segment.units)
            var rest = segment
            rest.units -= taken.units
            rest.netFen -= taken.netFen + take.fen
            rest.basisFen -= taken.basisFen
            rest.headroomFen = Proportion.of(segment.headroomFen, rest.units, segment.units)
            segments[take.segment] = rest
            segments.insert(taken, at: take.segment)
        }
    }
}
