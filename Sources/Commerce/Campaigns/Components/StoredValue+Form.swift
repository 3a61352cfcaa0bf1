extension StoredValue {
    /// A bonus or a gift on top of the principal; only a bonus can expire.
    static func read(_ form: inout ObjectForm) -> StoredValue {
        let principalFen = form.int("principalFen", CampaignRange.fen)
        let extra = Extra.read(&form)
        if case .gift = extra, form.has("expiresAfterDays") { form.contradict("expiresAfterDays", "gift") }
        return StoredValue(principalFen: principalFen, extra: extra ?? .bonusFen(1), expiresAfterDays: form.optionalInt("expiresAfterDays", CampaignRange.days))
    }

    func write(to json: inout JSONObjectWriter) {
        json.field("principalFen", principalFen)
        switch extra {
        case .bonusFen(let fen): json.field("bonusFen", fen)
        case .gift(let gift): json.object("gift", gift.write)
        }
        json.fieldIfPresent("expiresAfterDays", expiresAfterDays)
    }
}

extension StoredValue.Extra {
    fileprivate static func read(_ form: inout ObjectForm) -> Self? {
        switch form.oneOf("bonusFen", "gift") {
        case "bonusFen": form.optionalInt("bonusFen", CampaignRange.fen).map { .bonusFen($0) }
        case "gift": form.optionalObject("gift", GiftGoods.read).map { .gift($0) }
        default: nil
        }
    }
}
