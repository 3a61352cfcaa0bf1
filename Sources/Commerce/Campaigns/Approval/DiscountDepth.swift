/// How much of a value is given away, as an exact fraction.
struct DiscountDepth: Equatable {
    let offFen: Int64
    let ofFen: Int64

    /// Everything, and what stands for a depth that can't be told.
    static let whole = DiscountDepth(offFen: 1, ofFen: 1)

    init(offFen: Int64, ofFen: Int64) {
        self.offFen = offFen
        self.ofFen = ofFen
    }

    init(bps: Int64) {
        self.init(offFen: bps, ofFen: 10_000)
    }

    /// A price against the list price; one above it is no discount.
    init(priceFen: Int64, listFen: Int64) {
        self.init(offFen: max(0, listFen - priceFen), ofFen: listFen)
    }

    /// Off an amount, at most all of it; off nothing it is everything.
    init(offFen: Int64, atLeastFen: Int64) {
        self = atLeastFen > 0 ? DiscountDepth(offFen: min(offFen, atLeastFen), ofFen: atLeastFen) : .whole
    }

    func isDeeper(than bps: Int64) -> Bool {
        Int128(offFen) * 10_000 > Int128(bps) * Int128(ofFen)
    }

    static func < (left: Self, right: Self) -> Bool {
        Int128(left.offFen) * Int128(right.ofFen) < Int128(right.offFen) * Int128(left.ofFen)
    }

    var bpsRoundedUp: Int64 {
        guard ofFen > 0 else { return 0 }
        return Int64((Int128(offFen) * 10_000 + Int128(ofFen) - 1) / Int128(ofFen))
    }
}

extension Sequence<DiscountDepth> {
    func deepest() -> DiscountDepth? { self.max { $0 < $1 } }
}
