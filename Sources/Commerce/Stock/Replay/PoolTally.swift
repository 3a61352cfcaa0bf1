/// What became of some demand: where its units came from, and how often they didn't.
///
/// A line is short when not all of its units were there at the moment it was asked for; what could be had of it counts as filled.
package struct PoolTally: Equatable, Sendable {
    package var demandLines: Int64 = 0
    package var demandUnits: Int64 = 0
    /// From the distributor's own warehouses.
    package var ownUnits: Int64 = 0
    /// From regional warehouses.
    package var regionUnits: Int64 = 0
    /// From what headquarters' warehouses have for ordinary orders.
    package var generalUnits: Int64 = 0
    package var poolUnits: Int64 = 0
    package var shortLines: Int64 = 0
    /// The days, in Shanghai, on which a line was short, counted from 1970-01-01.
    package private(set) var shortDays: Set<Int64> = []

    package init() {}

    package var filledUnits: Int64 { ownUnits + regionUnits + generalUnits + poolUnits }
    package var shortUnits: Int64 { demandUnits - filledUnits }

    /// The stock-out rate (缺货率): of the lines asked for, those that were short; rounded down, 0 when nothing was asked for.
    package var stockOutBps: Int64 { Self.rate(shortLines, of: demandLines) }

    /// The same by bottles.
    package var shortUnitsBps: Int64 { Self.rate(shortUnits, of: demandUnits) }

    private static func rate(_ part: Int64, of whole: Int64) -> Int64 {
        whole == 0 ? 0 : whole.dividingFullWidth(part.multipliedFullWidth(by: 10_000)).quotient
    }

    mutating func ask(_ units: Int64) {
        demandLines += 1
        demandUnits += units
    }

    mutating func fill(_ units: Int64, from tier: SourcingTier) {
        switch tier {
        case .own: ownUnits += units
        case .region, .otherRegions: regionUnits += units
        case .hq: generalUnits += units
        case .pool: poolUnits += units
        }
    }

    mutating func fallShort(on day: Int64) {
        shortLines += 1
        shortDays.insert(day)
    }

    package static func += (left: inout PoolTally, right: PoolTally) {
        left.demandLines += right.demandLines
        left.demandUnits += right.demandUnits
        left.ownUnits += right.ownUnits
        left.regionUnits += right.regionUnits
        left.generalUnits += right.generalUnits
        left.poolUnits += right.poolUnits
        left.shortLines += right.shortLines
        left.shortDays.formUnion(right.shortDays)
    }
}
