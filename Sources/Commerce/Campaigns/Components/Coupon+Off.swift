extension Coupon.Off {
    /// What comes off goods of so much: never more than all of it.
    func fen(of netFen: Int64) -> Int64 {
        switch self {
        case .fen(let fen): min(fen, netFen)
        case .bps(let bps, let maxFen): min(netFen.share(bps: bps), maxFen ?? .max)
        }
    }

    /// How deep that goes: the share, or the amount of the least that it is good for.
    func depth(atLeastFen: Int64) -> DiscountDepth {
        switch self {
        case .fen(let offFen): DiscountDepth(offFen: offFen, atLeastFen: atLeastFen)
        case .bps(let bps, _): DiscountDepth(bps: bps)
        }
    }
}
