extension PricingSheet {
    /// Chooses among campaigns of one phase by what each would give alone. Within a group the strictest mode holds: exclusive, then the
    /// smaller best, then all. Who gives most stays; between equals the higher priority, then the lower id.
    /// - Returns: those that stay; the others are closed.
    mutating func stack(_ alone: [Discount]) -> [Discount] {
        var groups: [(name: String, members: [Discount])] = []
        for discount in alone {
            let name = entries[discount.entry].stacking.group
            if let index = groups.firstIndex(where: { $0.name == name }) {
                groups[index].members.append(discount)
            } else {
                groups.append((name, [discount]))
            }
        }
        return groups.flatMap { keepBest(limit(of: $0.members), of: $0.members) }
    }

    /// How many of a group may stand beside each other.
    private func limit(of members: [Discount]) -> Int {
        members.reduce(Int.max) { limit, member in
            switch entries[member.entry].stacking.mode {
            case .exclusive: 1
            case .best(let count): min(limit, max(1, Int(clamping: count)))
            case .all: limit
            }
        }
    }

    mutating func keepBest(_ limit: Int, of members: [Discount]) -> [Discount] {
        guard members.count > limit else { return members }
        let ranked = members.sorted { ranks($0, before: $1) }
        for loser in ranked.dropFirst(limit) { entries[loser.entry].close(.excludedBy, by: ranked[0].entry) }
        return Array(ranked.prefix(limit))
    }

    private func ranks(_ left: Discount, before right: Discount) -> Bool {
        if left.fen != right.fen { return left.fen > right.fen }
        return goes(left.entry, before: right.entry)
    }

    /// The order in which campaigns of a phase are applied: higher priority first, then the lower id.
    func goes(_ left: Int, before right: Int) -> Bool {
        let (mine, other) = (entries[left].stacking.priority, entries[right].stacking.priority)
        return mine > other || mine == other && left < right
    }
}
