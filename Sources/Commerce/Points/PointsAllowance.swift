extension CampaignAllowance {
    /// How many of the points that an order earned still fit: the rest is withheld, and no fraction of a point is given.
    ///
    /// - Parameters:
    ///   - worthFen: What a point pays later, and so costs the budget; at least 1.
    ///   - isNewUse: Whether the order has none of this campaign's points yet: an order that earns is a use, in however many shipments.
    package func points(_ wanted: Int64, worthFen: Int64, isNewUse: Bool) -> Int64 {
        if isNewUse, min(uses ?? .max, buyerUses ?? .max) < 1 { return 0 }
        guard let leftFen = [amountFen, buyerFen, dayFen, regionFen].compactMap({ $0 }).min() else { return wanted }
        return min(wanted, leftFen / worthFen)
    }
}
