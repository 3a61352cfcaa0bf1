/// Prices an order: phase after phase, in whole fen, the same for the same question whatever order its lines and campaigns come in.
///
/// Every campaign of the request is answered exactly once. The first reason that holds is the one given, in this order: its schedule, its
/// audience, its stores, its code, its group, its scope, what is left of it, what depends on amounts, other campaigns, the guards.
package enum PricingEngine {
    /// - Parameter request: its lines' money must be countable (see `PricingRequest.lines`); nothing else can go wrong.
    /// - Returns: never an adjustment below zero, and no unit below its guard that wasn't there before.
    package static func price(_ request: PricingRequest) -> Pricing {
        var run = PricingRun(request)
        run.judgeEligibility()
        run.decideLinePrices()
        run.formBundles()
        run.settleUnitPrices()
        run.giveThresholds()
        run.giveCoupons()
        run.giveAddOns()
        return run.explanation
    }
}
