extension ApprovalPolicy {
    /// Reads `maxOffBps`, `maxBudgetFen`, `requiresApprovalSkus` and `nearExpiryFastPath`, all of them.
    package static func read(_ form: inout ObjectForm) -> ApprovalPolicy {
        let maxOffBps = form.int("maxOffBps", 0...10_000 as ClosedRange<Int64>)
        let maxBudgetFen = form.int("maxBudgetFen", CampaignRange.fenOrNothing)
        let skus = form.codes("requiresApprovalSkus", 0...1000)
        form.refuseRepeated(skus, in: "requiresApprovalSkus", "DUPLICATE_SKU")
        return ApprovalPolicy(
            maxOffBps: maxOffBps, maxBudgetFen: maxBudgetFen, requiresApprovalSKUs: Set(skus), nearExpiryFastPath: form.bool("nearExpiryFastPath"))
    }

    package func write(to json: inout JSONObjectWriter) {
        json.field("maxOffBps", maxOffBps)
        json.field("maxBudgetFen", maxBudgetFen)
        json.array("requiresApprovalSkus", requiresApprovalSKUs.sorted().map(\.text))
        json.field("nearExpiryFastPath", nearExpiryFastPath)
    }
}
