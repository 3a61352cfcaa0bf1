import Commerce

/// An order that will be written: what was priced, where it comes from, what it draws on.
struct AcceptedOrder: Sendable {
    struct Draw: Sendable {
        let line: Int
        let share: AllocationShare
        let units: Int64
    }

    let priced: PricedOrder
    let plan: SourcingPlan
    var draws: [Draw]
    /// What the brand charges the distributor for, of a store's order.
    var supply: [SupplyCharge] = []
    let campaigns: [GivenByCampaign]
    /// The seat in a group that it takes.
    var seat: LockedGroups.Seat?
    /// What it takes of its buyer's stored value; nil when it takes nothing.
    var stored: StoredValueSpend?
    /// The points that it takes; nil when it takes none.
    var redeemed: RedeemedPoints?
    /// By what its money will earn points; nil when it won't.
    var earning: PointsProgramme?
    /// Set when an advance sale priced some of it.
    var advance: AdvanceOrder?

    /// By line: what the plan couldn't fill.
    var unfilled: [Int: Int64] { plan.unfilled }

    /// Units that don't come now wait when the buyer allows it and are cut off otherwise.
    func backorderedUnits(_ line: Int) -> Int64 {
        priced.allowBackorder ? unfilled[line] ?? 0 : 0
    }

    func cancelledUnits(_ line: Int) -> Int64 {
        priced.allowBackorder ? 0 : unfilled[line] ?? 0
    }

    /// What it comes to: everything that was ordered and not cut off.
    var amounts: (subtotalFen: Int64, discountFen: Int64) {
        guard plan.unfilledUnits > 0, !priced.allowBackorder else { return (priced.subtotalFen, priced.discountFen) }
        let unfilled = unfilled
        return priced.lines.reduce((0, 0)) { sum, line in
            let cut = unfilled[line.line] ?? 0
            let share = SoldLine(units: line.units, unitPriceFen: line.unitPriceFen, discountFen: line.discountFen)?.cancellingFen(cut)
            return (
                sum.0 + line.units * line.unitPriceFen - (share?.subtotalFen ?? 0), sum.1 + line.discountFen - (share?.discountFen ?? 0)
            )
        }
    }

    var totalFen: Int64 { amounts.subtotalFen - amounts.discountFen }

    /// What money pays of it on the prepaid account.
    var moneyFen: Int64 { totalFen - (stored?.totalFen ?? 0) - (redeemed?.fen ?? 0) }

    /// What is held there at once.
    var heldFen: Int64 { moneyFen - (advance?.balanceFen ?? 0) }

    /// Whether some of it may wait for stock, or be cut off. An order that is sold in advance has all of its goods reserved.
    var mayFallShort: Bool { priced.allowBackorder ? advance == nil : priced.allowPartial && !plan.shipments.isEmpty }

    var status: OrderStatus {
        if seat != nil { return .awaitingGroup }
        if let advance, advance.balanceFen > 0 { return .awaitingBalance }
        return priced.allowBackorder && plan.unfilledUnits > 0 ? .backordered : .confirmed
    }

    var shortfalls: [OrderRefusal.Shortfall] {
        let unfilled = unfilled
        if priced.storefront != nil { return ToldUnits(priced.lines, unfilled: unfilled).shortfalls }
        return priced.lines.compactMap { line in
            unfilled[line.line].map {
                OrderRefusal.Shortfall(line: line.line, wantedUnits: line.units, availableUnits: line.units - $0)
            }
        }
    }
}

extension SourcingPlan {
    /// By line: what it doesn't fill.
    var unfilled: [Int: Int64] {
        shortfalls.reduce(into: [:]) { $0[$1.line, default: 0] += $1.units }
    }
}
