import Commerce
import Operations

extension Endpoint {
    /// Reads what happened and changes nothing.
    static let simulatePool = Endpoint(.post, "/v1/stock/pool-policy/simulations", may: .setPolicies, writes: false) { call in
        try call.noQuery()
        var form = try call.form()
        let ratioBps = form.int("ratioBps", PoolPolicyDraft.rates)
        let perDistributorBps = form.optionalInt("perDistributorBps", PoolPolicyDraft.rates)
        let from = form.spanStart("from")
        let to = form.spanEnd("to")
        // Beside one that has a fault of its own, the other has none.
        let stand = from ?? to ?? Instant(millisecondsSince1970: 0)
        let draft = try form.draft {
            try PoolSimulationDraft(
                ratioBps: ratioBps, perDistributorBps: perDistributorBps, from: from ?? stand.adding(days: -1), to: to ?? stand.adding(days: 1))
        }
        let whatIf = try await call.brand.simulatePool(draft, as: call.caller)
        return .ok { json in json.object { $0.poolWhatIf(whatIf) } }
    }
}

extension JSONObjectWriter {
    fileprivate mutating func poolWhatIf(_ whatIf: PoolWhatIf) {
        field("from", whatIf.draft.from.rfc3339)
        field("to", whatIf.draft.to.rfc3339)
        field("days", whatIf.draft.days)
        object("inForce") { $0.poolFigures(whatIf.inForce, under: whatIf.policy) }
        object("proposed") { $0.poolFigures(whatIf.proposed, under: whatIf.proposedPolicy) }
        object("withoutPool") { $0.poolFigures(whatIf.withoutPool, under: .none) }
        array("regions", whatIf.regions) { json, region in
            json.field("region", region.region.text)
            json.field("demandLines", region.inForce.demandLines)
            json.field("demandUnits", region.inForce.demandUnits)
            json.object("inForce") { $0.shortFigures(region.inForce) }
            json.object("proposed") { $0.shortFigures(region.proposed) }
            json.object("withoutPool") { $0.shortFigures(region.withoutPool) }
        }
        array("gained", whatIf.gained) { json, shift in json.shift(shift) }
        array("lost", whatIf.lost) { json, shift in json.shift(shift) }
    }

    private mutating func poolFigures(_ tally: PoolTally, under policy: PoolPolicy) {
        field("ratioBps", policy.ratioBps)
        field("perDistributorBps", policy.perDistributorBps)
        field("demandLines", tally.demandLines)
        field("demandUnits", tally.demandUnits)
        field("ownUnits", tally.ownUnits)
        field("regionUnits", tally.regionUnits)
        field("generalUnits", tally.generalUnits)
        field("poolUnits", tally.poolUnits)
        shortFigures(tally)
        field("shortDays", tally.shortDays.count)
        field("shortUnitsBps", tally.shortUnitsBps)
    }

    private mutating func shortFigures(_ tally: PoolTally) {
        field("shortLines", tally.shortLines)
        field("shortUnits", tally.shortUnits)
        field("stockOutBps", tally.stockOutBps)
    }

    private mutating func shift(_ shift: PoolWhatIf.Shift) {
        field("distributor", shift.distributor.text)
        field("units", shift.units)
    }
}
