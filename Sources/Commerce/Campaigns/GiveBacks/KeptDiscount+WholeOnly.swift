extension KeptDiscount {
    /// Refuses a return that would take a whole-only bundle apart. Units of a bundle's SKUs that were bought beside it may go as they like, so what
    /// is kept must be so many whole bundles and no more others than there were. A bundle that a short or a cancel broke before holds
    /// nothing back any more. Each bundle is looked at by itself.
    ///
    /// - Parameters:
    ///   - gone: All that is gone after the return, by line number.
    ///   - before: What was gone before it.
    package func allowReturn(_ gone: [Int: GoneUnits], after before: [Int: GoneUnits]) throws(GiveBackRefusal) {
        guard let keptBefore = kept(before), let kept = kept(gone) else { throw .moreThanThere }
        for campaign in campaigns {
            guard case .bundle(let bundle) = components[campaign], bundle.wholeOnly else { continue }
            if isWhole(bundle, campaign, keptBefore), !isWhole(bundle, campaign, kept) { throw .wholeOnly(campaign) }
        }
    }

    /// Whether the kept units can be told apart into some whole bundles and others: a number of bundles that suits every component.
    private func isWhole(_ bundle: Bundle, _ campaign: Code, _ kept: [KeptLine]) -> Bool {
        let parts = bundle.components.map { component in
            let lines = kept.filter { !$0.isGift && $0.line.sku == component.sku }
            return (
                each: max(1, component.units), bundled: lines.reduce(0) { $0 + $1.units(of: campaign) }, bought: lines.reduce(0) { $0 + $1.line.units },
                kept: lines.reduce(0) { $0 + $1.keptUnits }
            )
        }
        let formed = parts.map { $0.bundled / $0.each }.max() ?? 0
        let most = parts.reduce(formed) { min($0, $1.kept / $1.each) }
        let least: Int64 = parts.reduce(0) { least, part in
            let others = part.bought - formed * part.each
            return max(least, (part.kept - others + part.each - 1) / part.each)
        }
        return least <= most
    }
}

/// Why goods aren't taken back like this.
package enum GiveBackRefusal: Refusal, Equatable {
    /// It would take apart a bundle that is given back whole only.
    case wholeOnly(Code)
    /// More is said to be gone than there was.
    case moreThanThere

    package var reason: Reason {
        switch self {
        case .wholeOnly(let campaign):
            Reason(.conflict, "WHOLE_ONLY", "The bundle \(campaign) is given back whole only.")
        case .moreThanThere:
            Reason(.conflict, "RETURN_EXCEEDS_SHIPPED", "No more can be returned than was shipped and isn't returned yet.")
        }
    }
}
