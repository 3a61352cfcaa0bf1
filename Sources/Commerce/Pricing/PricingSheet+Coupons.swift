extension PricingSheet {
    /// Phase 5: of each category one coupon, and coupons that stand alone only when that is better for the buyer than all others together.
    mutating func redeemCoupons() {
        let start = Start(self)
        var alone: [Discount] = []
        for entry in open(.coupon) {
            guard let discount = coupon(entry, start) else {
                entries[entry].close(.belowThreshold)
                continue
            }
            if discount.fen == 0 {
                entries[entry].close(discount.cut ?? .notCheaper)
            } else if let reason = entries[entry].room.refusal(of: discount.fen) {
                entries[entry].close(reason)
            } else {
                alone.append(discount)
            }
        }
        apply(jointOrAlone(alone)) { $1.coupon($0, start) }
    }

    private func settings(_ entry: Int) -> Coupon? {
        guard case .coupon(let coupon) = entries[entry].component else { return nil }
        return coupon
    }

    /// - Returns: nil when the goods in scope come to less than it wants.
    private func coupon(_ entry: Int, _ start: Start) -> Discount? {
        guard let coupon = settings(entry) else { return nil }
        let looked = segments(of: entry)
        let net = start.measure(looked)
        guard net >= coupon.minFen else { return nil }
        return spread(coupon.off.fen(of: net), of: entry, over: looked, start)
    }

    private mutating func bestOfCategories(_ coupons: [Discount]) -> [Discount] {
        var categories: [Code] = []
        for coupon in coupons {
            if let category = settings(coupon.entry)?.category, !categories.contains(category) { categories.append(category) }
        }
        return categories.flatMap { category in
            keepBest(1, of: coupons.filter { settings($0.entry)?.category == category })
        }
    }

    /// Coupons that stand alone compete with each other, and the best of them with all that the joint ones give together: in a category, too,
    /// where it gives more than each but less than they do.
    private mutating func jointOrAlone(_ coupons: [Discount]) -> [Discount] {
        let single = keepBest(1, of: coupons.filter { settings($0.entry)?.joint == false })
        let joint = stack(bestOfCategories(coupons.filter { settings($0.entry)?.joint == true }))
        guard let single = single.first, let other = joint.first else { return joint + single }
        // Each could take all there is, so that their sum needn't be countable.
        if single.fen > joint.reduce(0, { $0.addingClamped($1.fen) }) {
            for coupon in joint { entries[coupon.entry].close(.excludedBy, by: single.entry) }
            return [single]
        }
        entries[single.entry].close(.excludedBy, by: other.entry)
        return joint
    }
}
