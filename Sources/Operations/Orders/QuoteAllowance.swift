import Commerce
import Postgres

extension Brand {
    /// What allocations let a buyer order on each line at this moment, for saying so in a quote; read without locks, since nothing is kept.
    /// Lines of one SKU share its allocation in line order, as when the order is placed.
    /// - Returns: line → units; lines whose SKU isn't allocated at present aren't in it.
    func allowedUnits(of order: PricedOrder) async throws -> [Int: Int64] {
        let skus = Set(order.lines.map(\.sku.id)).sorted()
        let buyer = order.buyer.organization
        let restricted = try await writer.run(
            RestrictedSKUs(skus: skus, now: clock.now(), organizations: [buyer] + (buyer.region.map { [$0] } ?? [])))
        let allocations = LockedAllocations(restricted)
        var wanted: [SKUID: Int64] = [:]
        var allowedUnits: [Int: Int64] = [:]
        for line in order.lines {
            guard let (allowed, _) = allocations.allowed(line.sku.id, buyer: buyer) else { continue }
            allowedUnits[line.line] = max(0, allowed - wanted[line.sku.id, default: 0])
            wanted[line.sku.id, default: 0] += line.units
        }
        return allowedUnits
    }
}
