/// Units of a line that share a price history. Guards are kept segment by segment, so that they hold for every bottle and not only
/// on a line's average.
struct Segment {
    let line: Int
    var units: Int64
    /// The price of a unit before `offBps` is taken off.
    var unitFen: Int64
    var offBps: Int64 = 0
    /// The case whose line price or bundle this is; nil at the list price.
    var number: Int?
    var isBundled = false
    var netFen: Int64
    /// What it came to when the phase began.
    var basisFen: Int64 = 0
    /// How much may still be taken off, what was given away with it counted.
    var headroomFen: Int64 = 0

    init(line: Int, units: Int64, unitFen: Int64, number: Int? = nil) {
        self.line = line
        self.units = units
        self.unitFen = unitFen
        self.number = number
        netFen = units * unitFen
    }

    /// A share off the list price, as far as the guard allows.
    init(line: Int, units: Int64, listFen: Int64, offBps: Int64, guardedBy least: UnitGuard, number: Int) {
        self.init(line: line, units: units, unitFen: listFen, number: number)
        self.offBps = offBps
        netFen = Self.net(units: units, unitFen: listFen, offBps: offBps, least)
    }

    /// What the units would come to without those that go elsewhere: rounding is that of fewer units, not a part of the many's.
    func net(of count: Int64, _ least: UnitGuard) -> Int64 {
        Self.net(units: count, unitFen: unitFen, offBps: offBps, least)
    }

    private static func net(units: Int64, unitFen: Int64, offBps: Int64, _ least: UnitGuard) -> Int64 {
        let full = units * unitFen
        guard offBps > 0 else { return full }
        return full - min(full.share(bps: offBps), units * max(0, unitFen - least.leastFen))
    }
}
