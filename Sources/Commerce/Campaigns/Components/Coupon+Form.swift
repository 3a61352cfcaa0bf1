extension Coupon {
    /// One code for everybody or issued ones; an amount off, or a share with at most `maxFen`. A voucher that somebody else issued (消费券) is
    /// taken in listed stores only.
    static func read(_ form: inout ObjectForm) -> Coupon {
        let codes = readCodes(&form)
        let off = Off.read(&form)
        let storeList = form.optionalCodes("storeList", 1...10_000)
        form.refuseRepeated(storeList ?? [], in: "storeList", "DUPLICATE_CODE")
        let external = form.bool("external", default: false)
        if external, !form.has("storeList") {
            form.refuse("storeList", "MISSING", "An external voucher must say which stores take it.")
        }
        return Coupon(
            codes: codes ?? .shared(ObjectForm.standInCode), category: form.has("category") ? form.code("category") : standardCategory,
            joint: form.bool("joint", default: true), minFen: form.optionalInt("minFen", CampaignRange.fenOrNothing) ?? 0, off: off ?? .fen(1),
            scope: GoodsScope.read(&form), storeList: storeList, realName: form.bool("realName", default: false), external: external)
    }

    static var standardCategory: Code { Code(stored: "general") }

    func write(to json: inout JSONObjectWriter) {
        switch codes {
        case .shared(let code): json.field("code", code.text)
        case .issued(let codes): json.array("codes", codes.map(\.text))
        }
        json.field("category", category.text)
        json.field("joint", joint)
        json.field("minFen", minFen)
        switch off {
        case .fen(let fen): json.field("offFen", fen)
        case .bps(let bps, let maxFen):
            json.field("offBps", bps)
            json.fieldIfPresent("maxFen", maxFen)
        }
        json.object("scope", scope.write)
        if let storeList { json.array("storeList", storeList.map(\.text)) }
        json.field("realName", realName)
        json.field("external", external)
    }

    private static func readCodes(_ form: inout ObjectForm) -> Codes? {
        switch form.oneOf("code", "codes") {
        case "code": return form.optionalCode("code").map { .shared($0) }
        case "codes":
            let codes = form.optionalCodes("codes", 1...10_000)
            form.refuseRepeated(codes ?? [], in: "codes", "DUPLICATE_CODE")
            return codes.map { .issued($0) }
        default: return nil
        }
    }
}

extension Coupon.Off {
    fileprivate static func read(_ form: inout ObjectForm) -> Self? {
        switch form.oneOf("offFen", "offBps") {
        case "offFen":
            if form.has("maxFen") { form.contradict("maxFen", "offFen") }
            return form.optionalInt("offFen", CampaignRange.fen).map { .fen($0) }
        case "offBps":
            let maxFen = form.optionalInt("maxFen", CampaignRange.fen)
            return form.optionalInt("offBps", CampaignRange.bps).map { .bps($0, maxFen: maxFen) }
        default:
            _ = form.value("maxFen")
            return nil
        }
    }
}
