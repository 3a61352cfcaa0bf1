import Commerce
import Operations

extension Endpoints {
    static let storedValue: [Endpoint] = [.readStoredValue, .topUpStoredValue, .listTopUps, .readTopUp, .fulfilTopUp, .withdrawStoredValue]
}

extension ObjectForm {
    /// The distributor whose stored value it is; only a distributor may leave it out.
    mutating func distributor(for caller: Caller) -> Code? {
        if caller.role != .distributor, !has("distributor") {
            refuse("distributor", "MISSING", "Only a distributor may leave out which distributor it is about.")
        }
        return optionalCode("distributor")
    }
}

extension JSONObjectWriter {
    /// What is stored.
    mutating func storedValue(_ stored: StoredValueView) {
        field("principalFen", stored.principalFen)
        field("bonusFen", stored.bonusFen)
        field("heldFen", stored.heldFen)
        array("expiring", stored.expiring) { json, bonus in
            json.field("fen", bonus.fen)
            json.field("expiresAt", bonus.expiresAt?.rfc3339)
        }
    }

    /// The fields of a top-up.
    mutating func topUp(_ top: TopUpView) {
        field("id", top.id.external)
        field("campaign", top.campaign.external)
        field("distributor", top.distributor.text)
        field("at", top.at.rfc3339)
        field("times", top.times)
        field("principalFen", top.principalFen)
        field("bonusFen", top.bonusFen)
        field("expiresAt", top.expiresAt?.rfc3339)
        if let gift = top.gift {
            object("gift") { json in
                json.field("sku", gift.sku.text)
                json.field("units", gift.units)
                json.field("sentAt", top.sentAt?.rfc3339)
            }
        } else {
            null("gift")
        }
    }
}
