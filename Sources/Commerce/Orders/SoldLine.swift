/// An order line with what became of its units, for telling what a part of them comes to.
///
/// The line's amount, less its discount, is frozen unit by unit when it is ordered (`Apportionment`): a shipment pays its share, a cancel
/// or short gives its share back, a return its share of what was shipped. However the line is taken apart, the shares add up to the
/// line, so a full return gives back exactly what was paid.
package struct SoldLine: Equatable, Sendable {
    package let units: Int64
    package let unitPriceFen: Int64
    package let discountFen: Int64
    /// Units that left a warehouse.
    package let shippedUnits: Int64
    /// Units that will never come.
    package let cancelledUnits: Int64
    private let net: Apportionment

    /// - Returns: nil for a line that can't be: more discount than amount, more units resolved than ordered.
    package init?(units: Int64, unitPriceFen: Int64, discountFen: Int64 = 0, shippedUnits: Int64 = 0, cancelledUnits: Int64 = 0) {
        guard let resolved = shippedUnits.adding(cancelledUnits), shippedUnits >= 0, cancelledUnits >= 0, resolved <= units, discountFen >= 0,
            let amount = units.multiplied(by: unitPriceFen), let net = Apportionment(amountFen: amount - discountFen, units: units)
        else { return nil }
        self.units = units
        self.unitPriceFen = unitPriceFen
        self.discountFen = discountFen
        self.shippedUnits = shippedUnits
        self.cancelledUnits = cancelledUnits
        self.net = net
    }

    /// Units that are neither shipped nor cancelled.
    package var openUnits: Int64 { units - shippedUnits - cancelledUnits }

    /// What the next `count` units to be shipped cost.
    /// - Returns: nil when fewer are open.
    package func shippingFen(_ count: Int64) -> Int64? {
        count <= openUnits ? net.front(count, after: shippedUnits) : nil
    }

    /// What cancelling `count` units takes off the order: their price, and their part of the discount. The difference is what is given back.
    /// - Returns: nil when fewer are open.
    package func cancellingFen(_ count: Int64) -> (subtotalFen: Int64, discountFen: Int64)? {
        guard count <= openUnits, let share = net.back(count, after: cancelledUnits) else { return nil }
        let subtotal = count * unitPriceFen
        return (subtotal, subtotal - share)
    }

    /// What is paid back for `count` units that come back after `returned` others did.
    /// - Returns: nil when that many weren't shipped.
    package func refundFen(_ count: Int64, after returned: Int64) -> Int64? {
        guard let end = returned.adding(count), end <= shippedUnits else { return nil }
        return net.front(count, after: returned)
    }
}
