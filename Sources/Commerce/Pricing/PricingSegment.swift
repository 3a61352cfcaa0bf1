/// Units of one line with the same price history, so that a guard holds for each bottle and not on average.
struct PricingSegment {
    /// What a campaign took off these units.
    struct Mark {
        var campaign: Int
        var fen: Int64
    }

    /// The line's place among the lines.
    var line: Int
    var units: Int64
    /// What the units cost now: their base price less the marks.
    var fen: Int64
    /// The least that a bottle may cost.
    var leastFen: Int64
    var marks: [Mark] = []
    /// What was given away for these units, by list value: no discount of theirs, but they must stay above the least with it.
    var earnedFen: Int64 = 0
    /// The bundle that the units are in.
    var bundle: Int?
    /// The campaign that they are an add-on of.
    var addOn: Int?

    /// What may still be taken off.
    var headroomFen: Int64 { max(0, fen - earnedFen - units * leastFen) }

    mutating func take(_ off: Int64, for campaign: Int) {
        guard off > 0 else { return }
        fen -= off
        marks.append(Mark(campaign: campaign, fen: off))
    }

    /// Parts with the first `count` units. What was taken off, together with what was given away for the units, is rounded down on them as one
    /// sum: rounded mark by mark, the fen cut off could add up on the other side and leave a bottle below the least price.
    mutating func split(_ count: Int64, unitPriceFen: Int64) -> PricingSegment {
        var front = self
        front.units = count
        front.fen = count * unitPriceFen
        let whole = units
        var (sum, frontSum) = (Int64(0), Int64(0))
        func part(_ fen: Int64) -> Int64 {
            sum += fen
            let before = frontSum
            frontSum = whole.dividingFullWidth(sum.multipliedFullWidth(by: count)).quotient
            return frontSum - before
        }
        for index in marks.indices {
            front.marks[index].fen = part(marks[index].fen)
            front.fen -= front.marks[index].fen
            marks[index].fen -= front.marks[index].fen
        }
        front.earnedFen = part(earnedFen)
        earnedFen -= front.earnedFen
        fen -= front.fen
        units -= count
        return front
    }
}
