package import Commerce

/// A distributor's prepaid account with the brand, or a store's with its distributor.
package struct AccountView: Equatable, Sendable {
    package let organization: OrganizationID
    package let code: Code
    package let position: AccountPosition
}

/// One transfer as the account's owner sees it.
package struct AccountEntry: Equatable, Sendable {
    package let id: ID<TransferEntity>
    package let at: Instant
    package let kind: TransferKind
    /// Positive when the balance rose.
    package let amountFen: Int64
    package let memo: String
    /// The shipment behind a sale or a supply, the return behind a refund of either, the draw behind a reward or its reversal, the purchase behind boxes, the
    /// order behind a forfeited deposit, the campaign behind a rebate, the top-up behind what was stored, in its outer form.
    package let reference: String?

    init(id: Int64, at: Instant, kind: TransferKind, amountFen: Int64, memo: String, reference: Int64?) {
        self.id = ID(id)
        self.at = at
        self.kind = kind
        self.amountFen = amountFen
        self.memo = memo
        self.reference = reference.flatMap { reference in
            switch kind {
            case .deposit, .bonusExpiry, .withdrawal, .bonusForfeit, .giftCharge: nil
            case .sale, .supply, .storedSpend: ShipmentID(reference).external
            case .refund, .supplyRefund, .storedRefund: ReturnID(reference).external
            case .reward, .rewardReversal: DrawID(reference).external
            case .box: BoxPurchaseID(reference).external
            case .rebate: CampaignID(reference).external
            case .topUp, .bonus: TopUpID(reference).external
            case .forfeit: OrderID(reference).external
            }
        }
    }
}
