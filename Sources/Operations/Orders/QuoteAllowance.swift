import Commerce
import Postgres

extension Brand {
    /// What allocations let a buyer order on each line at this moment, for saying so in a quote; read without locks, since nothing is kept.
    /// Lines of one SKU share its allocation in line order, as when the order is placed.
    /// - Returns: line → units; lines whose SKU isn't allocated at present aren't in it.
    func allowedUnits(of order: PricedOrder) async throws -> [Int: Int64] {
        let skus = Set(order.lines.map(\.sku.id)).sorted()
        let now = clock.now()
        let buyer = order.buyer.organization
        let (restricted, shares) = try await writer.run(
            RestrictedSKUs(skus: skus, now: now),
            ReadAllocationShares(skus: skus, now: now, organizations: [buyer] + (buyer.region.map { [$0] } ?? [])))
        let allocations = LockedAllocations(restricted: restricted, shares: shares.map(\.row))
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

/// As `LockAllocationShares`, without the locks.
private struct ReadAllocationShares: Statement {
    struct Result: RowDecodable {
        let row: LockAllocationShares.Result
        init(from row: inout RowReader) throws {
            self.row = try LockAllocationShares.Result(from: &row)
        }
    }
    static let sql = """
        SELECT a.sku_id, a.id, a.giver_id, s.organization_id, s.units, s.used
        FROM allocations a JOIN allocation_shares s ON s.allocation_id = a.id
        WHERE a.sku_id = ANY($1::int[]) AND a.valid_from <= $2 AND a.valid_to > $2 AND s.organization_id = ANY($3::bigint[])
        """
    let skus: [SKUID]
    let now: Instant
    let organizations: [OrganizationID]

    func bind(_ parameters: inout Parameters) {
        parameters.append(skus.map(\.rawValue))
        parameters.append(Timestamp(now))
        parameters.append(organizations.map(\.rawValue))
    }
}
