/// What the brand charges a distributor for goods of the brand's on one line of a store's order: so many units at the distributor's own price.
///
/// The price is that of the units supplied, not of the line: what the distributor had itself counts towards no volume break.
package struct SupplyCharge: Equatable, Sendable {
    package let line: Int
    package let units: Int64
    package let unitPriceFen: Int64

    /// What can't be counted is more than anybody has.
    package var amountFen: Int64 { units.multiplied(by: unitPriceFen) ?? .max }

    /// The charges of a plan, in line order.
    /// - Parameter unitPriceFen: The distributor's price for so many units of a line's SKU.
    package static func charges(of plan: SourcingPlan, unitPriceFen: (_ line: Int, _ units: Int64) -> Int64) -> [SupplyCharge] {
        var units: [Int: Int64] = [:]
        for shipment in plan.shipments {
            for line in shipment.lines where line.tier.isBrands { units[line.line, default: 0] += line.units }
        }
        return units.sorted { $0.key < $1.key }.map { line, count in
            SupplyCharge(line: line, units: count, unitPriceFen: unitPriceFen(line, count))
        }
    }
}

extension Sequence<SupplyCharge> {
    /// What they come to together; more than anybody has when it can't be counted.
    package var totalFen: Int64 { reduce(0) { $0.adding($1.amountFen) ?? .max } }
}
