/// What is held of an order some of whose lines were priced by an advance sale: their deposit at once, their balance by a date; what is ordered
/// besides is held in full at once. The order waits as a whole: its balance is due at the earliest date, and it ships after the latest.
///
/// From its `balanceDue` on a sale takes no deposit any more: what it sells then is held in full, and still ships only after its `shipsAfter`.
package struct AdvanceOrder: Equatable, Sendable {
    /// A line that a deposit is held for.
    package struct Deposit: Equatable, Sendable {
        package let line: Int
        /// The line's units that the deposit is frozen over.
        package let units: Int64
        /// At least 1, at most what the line comes to.
        package let fen: Int64

        package init(line: Int, units: Int64, fen: Int64) {
            self.line = line
            self.units = units
            self.fen = fen
        }
    }

    package let deposits: [Deposit]
    /// What is held later than at once; 0 when the deposits come to all of it.
    package let balanceFen: Int64
    package let balanceDue: Instant
    package let shipsAfter: Instant

    package init(deposits: [Deposit], balanceFen: Int64, balanceDue: Instant, shipsAfter: Instant) {
        self.deposits = deposits
        self.balanceFen = balanceFen
        self.balanceDue = balanceDue
        self.shipsAfter = shipsAfter
    }

    package var depositFen: Int64 { deposits.reduce(0) { $0 + $1.fen } }

    /// What is left of the deposits once some of the units were cancelled or shorted: those are given back with them.
    ///
    /// - Parameter units: By line: how many are left of those that were ordered.
    package func depositFen(of units: [Int: Int64]) -> Int64 {
        deposits.reduce(0) { sum, deposit in
            let left = min(units[deposit.line] ?? 0, deposit.units)
            return sum + (Apportionment(amountFen: deposit.fen, units: deposit.units)?.front(left, after: 0) ?? 0)
        }
    }
}

extension AdvanceOrder {
    /// - Returns: nil for an order that no advance sale priced whose goods still ship later.
    package init?(_ pricing: Pricing, campaigns: some Sequence<Campaign>, at now: Instant) {
        var sales: [Code: (component: CampaignComponent, sale: AdvanceSale)] = [:]
        for campaign in campaigns {
            guard let sale = campaign.definition.component.advance, sale.shipsAfter > now else { continue }
            sales[campaign.id] = (campaign.definition.component, sale)
        }
        guard !sales.isEmpty else { return nil }
        let touched = Set(pricing.lines.flatMap { $0.adjustments.map(\.campaign) }).filter { sales[$0] != nil }
        guard !touched.isEmpty else { return nil }
        let open = touched.filter { sales[$0].map { now < $0.sale.balanceDue } ?? false }
        let byBundles = Self.depositsByBundles(pricing, sales.filter { open.contains($0.key) })
        var deposits: [Deposit] = []
        var balanceFen: Int64 = 0
        for line in pricing.lines {
            let sold = line.adjustments.filter { open.contains($0.campaign) }
            let units = sold.reduce(Int64(0)) { $0 + $1.units }
            guard units > 0 else { continue }
            var fen = byBundles[line.line] ?? 0
            for adjustment in sold {
                guard let (component, sale) = sales[adjustment.campaign], component.kind != .bundle else { continue }
                fen += adjustment.units * sale.depositFen
            }
            let held = min(line.netFen, fen + (line.units - units) * line.unitPriceFen)
            balanceFen += line.netFen - held
            if min(fen, held) > 0 { deposits.append(Deposit(line: line.line, units: line.units, fen: min(fen, held))) }
        }
        let due = (open.isEmpty ? touched : open).compactMap { sales[$0]?.sale.balanceDue }.min()
        let ships = touched.compactMap { sales[$0]?.sale.shipsAfter }.max()
        guard let due, let ships else { return nil }
        self.init(deposits: deposits, balanceFen: balanceFen, balanceDue: due, shipsAfter: ships)
    }

    /// By line: a bundle's deposit is for each whole bundle, split over its bottles as its price is.
    private static func depositsByBundles(
        _ pricing: Pricing, _ sales: [Code: (component: CampaignComponent, sale: AdvanceSale)]
    ) -> [Int: Int64] {
        var fen: [Int: Int64] = [:]
        for (campaign, found) in sales {
            guard case .bundle(let bundle) = found.component else { continue }
            let taken = pricing.lines.compactMap { line in
                line.adjustments.first { $0.campaign == campaign }.map { (line: line, units: $0.units) }
            }
            // The most, since a component that became no cheaper has no adjustment.
            let sets = bundle.components.map { component in
                taken.reduce(0) { $1.line.sku == component.sku ? $0 + $1.units : $0 } / component.units
            }.max() ?? 0
            let parts = LargestRemainder.split(sets * found.sale.depositFen, by: taken.map { $0.units * $0.line.unitPriceFen })
            for (part, line) in zip(parts, taken) { fen[line.line.line, default: 0] += part }
        }
        return fen
    }
}
