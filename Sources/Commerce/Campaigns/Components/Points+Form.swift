extension Points {
    /// What is earned on a payment is worth no more than the payment.
    static func read(_ form: inout ObjectForm) -> Points {
        let earnBps = form.intIfGood("earnBps", CampaignRange.bps)
        let redeemFenPerPoint = form.intIfGood("redeemFenPerPoint", 1...1_000_000)
        if let earnBps, let redeemFenPerPoint, earnBps * redeemFenPerPoint > 10_000 {
            form.refuse("redeemFenPerPoint", "POINTS_ABOVE_PAYMENT", "Points can't be worth more than what they are earned on.")
        }
        return Points(earnBps: earnBps ?? 1, redeemFenPerPoint: redeemFenPerPoint ?? 1, maxShareBps: form.int("maxShareBps", CampaignRange.bps))
    }

    func write(to json: inout JSONObjectWriter) {
        json.field("earnBps", earnBps)
        json.field("redeemFenPerPoint", redeemFenPerPoint)
        json.field("maxShareBps", maxShareBps)
    }
}
