extension SupplyCap {
    /// The refusal of an order beyond the cap: the arithmetic of its first line, and of each.
    static func reason(_ lines: [Excess]) -> Reason {
        Reason(
            .conflict, "SUPPLY_CAP", "More is ordered than the store's sales call for.",
            faults: lines.map { line in
                Fault(
                    "/lines/\(line.line)/quantity", "SUPPLY_CAP", "\(line.allowedUnits) bottles may be ordered at present.", figures: line.figures)
            },
            figures: lines.first?.figures ?? [])
    }
}

extension SupplyCap.Excess {
    fileprivate var figures: [Figure] {
        [
            Figure("soldUnits", soldUnits), Figure("capUnits", capUnits), Figure("alreadyOrderedUnits", alreadyOrderedUnits),
            Figure("allowedUnits", allowedUnits),
        ]
    }
}
