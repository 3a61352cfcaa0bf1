/// Which awards of a phase stand beside each other: group by group as many as the group's strictest mode allows, and one of a category.
/// Those that give most come first; between equals the higher priority, then the lower id.
enum Stacking {
    struct Verdict {
        /// In the order in which they are given: by priority, then by id.
        var kept: [Award] = []
        /// By the kept one that stands in the way: the first of its group, or that of its category.
        var excluded: [(number: Int, by: Int)] = []
    }

    private struct Group {
        let name: String
        var most: Int64
        var kept: Int64 = 0
        var first: Int?

        mutating func tighten(_ mode: CampaignStacking.Mode) {
            switch mode {
            case .exclusive: most = 1
            case .best(let count): most = min(most, max(1, count))
            case .all: break
            }
        }
    }

    static func verdict(on awards: [Award]) -> Verdict {
        var verdict = Verdict()
        guard awards.count > 1 else {
            verdict.kept = awards
            return verdict
        }
        var groups: [Group] = []
        var groupOf: [Int] = []
        for award in awards {
            let place = groups.firstIndex { $0.name == award.stacking.group } ?? groups.count
            if place == groups.count { groups.append(Group(name: award.stacking.group, most: .max)) }
            groups[place].tighten(award.stacking.mode)
            groupOf.append(place)
        }
        var categories: [(code: Code, number: Int)] = []
        for place in ranked(awards) {
            let award = awards[place]
            let group = groupOf[place]
            if let category = award.category, let taken = categories.first(where: { $0.code == category }) {
                verdict.excluded.append((award.number, taken.number))
            } else if groups[group].kept >= groups[group].most, let first = groups[group].first {
                verdict.excluded.append((award.number, first))
            } else {
                groups[group].kept += 1
                groups[group].first = groups[group].first ?? award.number
                if let category = award.category { categories.append((category, award.number)) }
                verdict.kept.append(award)
            }
        }
        verdict.kept.sort { $0.priority == $1.priority ? $0.number < $1.number : $0.priority > $1.priority }
        return verdict
    }

    private static func ranked(_ awards: [Award]) -> [Int] {
        awards.indices.sorted { left, right in
            let (one, other) = (awards[left], awards[right])
            guard one.aloneFen == other.aloneFen else { return one.aloneFen > other.aloneFen }
            guard one.priority == other.priority else { return one.priority > other.priority }
            return one.number < other.number
        }
    }
}
