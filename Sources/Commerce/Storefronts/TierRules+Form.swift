extension TierRules {
    /// Reads the fields of `form`, and notes where core would be easier than potential.
    package static func read(_ form: inout ObjectForm) -> TierRules {
        let windowDays = form.int("windowDays", windowDaysRange)
        let nothing = Threshold(minOrders: 0, minFen: 0)
        let core = form.object("core") { Threshold.read(&$0) }
        let potential = form.object("potential") { Threshold.read(&$0) }
        let rules = TierRules(windowDays: windowDays, core: core ?? nothing, potential: potential ?? nothing)
        if core != nil, potential != nil { form.noteFaults(rules.faults) }
        return rules
    }

    /// Rules as they are kept.
    package init(stored text: String) throws {
        var form = ObjectForm(try JSONObject(stored: text))
        let rules = Self.read(&form)
        try form.finish()
        self = rules
    }

    package func write(_ json: inout JSONObjectWriter) {
        json.field("windowDays", windowDays)
        json.object("core", core.write)
        json.object("potential", potential.write)
    }

    /// Why a store got the tier it has: the rules, and what they counted.
    package func figures(_ figures: StoreFigures, at now: Instant) -> String {
        let bytes = JSONWriter.object { json in
            json.object("rules", write)
            json.field("from", windowStart(at: now).rfc3339)
            json.field("orders", figures.orders)
            json.field("totalFen", figures.totalFen)
            json.field("lastPlacedAt", figures.lastPlacedAt?.rfc3339)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension TierRules.Threshold {
    fileprivate static func read(_ form: inout ObjectForm) -> TierRules.Threshold {
        TierRules.Threshold(
            minOrders: form.int("minOrders", TierRules.minOrdersRange), minFen: form.int("minFen", TierRules.minFenRange),
            maxDaysSinceLast: form.optionalInt("maxDaysSinceLast", TierRules.windowDaysRange))
    }

    fileprivate func write(_ json: inout JSONObjectWriter) {
        json.field("minOrders", minOrders)
        json.field("minFen", minFen)
        json.fieldIfPresent("maxDaysSinceLast", maxDaysSinceLast)
    }
}
