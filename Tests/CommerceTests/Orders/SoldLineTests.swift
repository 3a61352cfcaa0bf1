import Commerce
import Testing

@Suite struct SoldLineTests {
    @Test(arguments: [
        (0, 1, 0, 0, 0), (-1, 1, 0, 0, 0), (6, 100, 601, 0, 0), (6, 100, -1, 0, 0), (6, 100, 0, 4, 3), (6, 100, 0, -1, 0),
        (Int64.max, 2, 0, 0, 0), (6, 100, 0, Int64.max, 1),
    ] as [(Int64, Int64, Int64, Int64, Int64)])
    func `a line that can't be is none`(units: Int64, price: Int64, discount: Int64, shipped: Int64, cancelled: Int64) {
        #expect(
            SoldLine(units: units, unitPriceFen: price, discountFen: discount, shippedUnits: shipped, cancelledUnits: cancelled) == nil)
    }

    @Test func `without a discount a part costs its units' price`() throws {
        let line = try #require(SoldLine(units: 10, unitPriceFen: 333, shippedUnits: 3, cancelledUnits: 2))
        #expect(line.shippingFen(5) == 1665)
        #expect(line.shippingFen(6) == nil)
        #expect(try #require(line.cancellingFen(5)) == (1665, 0))
        #expect(line.cancellingFen(6) == nil)
        #expect(line.refundFen(3, after: 0) == 999)
        #expect(line.refundFen(2, after: 2) == nil)
    }

    @Test func `a discount goes with the units that earned it`() throws {
        // 3 at 100 less 100: 66, 67, 67.
        let line = try #require(SoldLine(units: 3, unitPriceFen: 100, discountFen: 100))
        #expect([line.shippingFen(1), line.shippingFen(2), line.shippingFen(3)] == [66, 133, 200])
        #expect(try #require(line.cancellingFen(1)) == (100, 33))
        #expect(try #require(line.cancellingFen(3)) == (300, 100))
    }

    @Test(arguments: 0..<200)
    func `however a line is taken apart, what is paid and given back is the line`(seed: UInt64) throws {
        var random = OrderRandom(seed: seed)
        let units = Int64.random(in: 1...40, using: &random)
        let price = Int64.random(in: 0...1000, using: &random)
        let discount = Int64.random(in: 0...units * price, using: &random)
        var shipped: Int64 = 0
        var cancelled: Int64 = 0
        var paid: Int64 = 0
        var given: Int64 = 0
        while shipped + cancelled < units {
            let line = try #require(
                SoldLine(units: units, unitPriceFen: price, discountFen: discount, shippedUnits: shipped, cancelledUnits: cancelled))
            let part = Int64.random(in: 1...line.openUnits, using: &random)
            if Bool.random(using: &random) {
                paid += try #require(line.shippingFen(part))
                shipped += part
            } else {
                let share = try #require(line.cancellingFen(part))
                #expect(share.discountFen >= 0 && share.discountFen <= share.subtotalFen, "seed \(seed)")
                given += share.subtotalFen - share.discountFen
                cancelled += part
            }
        }
        #expect(paid + given == units * price - discount, "seed \(seed)")

        let line = try #require(
            SoldLine(units: units, unitPriceFen: price, discountFen: discount, shippedUnits: shipped, cancelledUnits: cancelled))
        var returned: Int64 = 0
        var refunded: Int64 = 0
        while returned < shipped {
            let part = Int64.random(in: 1...shipped - returned, using: &random)
            refunded += try #require(line.refundFen(part, after: returned))
            returned += part
        }
        #expect(refunded == paid, "seed \(seed)")
    }
}

/// SplitMix64, so that a failing case can be run again.
struct OrderRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
