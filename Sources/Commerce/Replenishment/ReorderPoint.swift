/// When a distributor should order a SKU on the brand, and how much, from what it sends to its stores.
///
/// The rate is `soldUnits` in `windowDays`, never rounded by itself. Stock must last until an order arrives, and some days longer: the reorder
/// point is the rate times lead time and safety stock, rounded up. At or below it, so much is suggested that stock lasts a cycle longer, in
/// whole cases.
package struct ReorderPoint: Equatable, Sendable {
    package static let windowDays: Int64 = 28

    /// What was sent to stores in the window.
    package let soldUnits: Int64
    package let leadDays: Int64
    package let policy: ReplenishmentPolicy

    /// - Parameters:
    ///   - deliveries: How many orders on the brand arrived of late, and how long all of them took together.
    package init(soldUnits: Int64, deliveries: Int64, deliverySeconds: Int64, policy: ReplenishmentPolicy) {
        self.soldUnits = soldUnits
        self.policy = policy
        leadDays = policy.leadDays ?? Self.leadDays(deliveries: deliveries, seconds: deliverySeconds) ?? ReplenishmentPolicy.standardLeadDays
    }

    /// The mean of what orders took, rounded up to days, one at least; nil when there were none.
    package static func leadDays(deliveries: Int64, seconds: Int64) -> Int64? {
        guard deliveries > 0 else { return nil }
        return min(max(1, roundedUp(seconds, deliveries * 86_400)), ReplenishmentPolicy.leadRange.upperBound)
    }

    package var units: Int64 { needed(days: leadDays + policy.safetyDays) }

    /// What is sent in a thousand days, for showing the rate without fractions.
    package var milliUnitsPerDay: Int64 { soldUnits * 1000 / Self.windowDays }

    /// - Parameter availableUnits: What is free in the distributor's own warehouses, and what is on order on the brand.
    /// - Returns: whole cases; nil when there is enough, or nothing is sold.
    package func suggestedCases(availableUnits: Int64, unitsPerCase: Int64) -> Int64? {
        guard soldUnits > 0, availableUnits <= units else { return nil }
        let target = needed(days: leadDays + policy.safetyDays + policy.cycleDays)
        let cases = Self.roundedUp(target - availableUnits, max(1, unitsPerCase))
        return cases > 0 ? min(cases, OrderDraft.maxQuantity) : nil
    }

    private func needed(days: Int64) -> Int64 { Self.roundedUp(soldUnits * days, Self.windowDays) }

    private static func roundedUp(_ dividend: Int64, _ divisor: Int64) -> Int64 {
        dividend <= 0 ? 0 : (dividend - 1) / divisor + 1
    }
}
