extension AdvanceSale {
    /// The fields of an advance sale: all or none. The deposit is less than the price, and goods ship only once the balance was due.
    static func read(_ form: inout ObjectForm, below priceFen: Int64?) -> AdvanceSale? {
        guard ["depositFen", "balanceDue", "shipsAfter"].contains(where: form.has) else { return nil }
        let depositFen = form.intIfGood("depositFen", CampaignRange.fen)
        let balanceDue = form.instantIfGood("balanceDue")
        let shipsAfter = form.instantIfGood("shipsAfter")
        if let depositFen, let priceFen, depositFen >= priceFen {
            form.refuse("depositFen", "DEPOSIT_ABOVE_PRICE", "The deposit must be less than the price.", figures: [Figure("priceFen", priceFen)])
        }
        if let balanceDue, let shipsAfter, balanceDue > shipsAfter {
            form.refuse("balanceDue", "BALANCE_AFTER_SHIPPING", "The balance must be due before goods ship.")
        }
        guard let depositFen, let balanceDue, let shipsAfter else { return nil }
        return AdvanceSale(depositFen: depositFen, balanceDue: balanceDue, shipsAfter: shipsAfter)
    }

    func write(to json: inout JSONObjectWriter) {
        json.field("depositFen", depositFen)
        json.field("balanceDue", balanceDue.rfc3339)
        json.field("shipsAfter", shipsAfter.rfc3339)
    }
}
