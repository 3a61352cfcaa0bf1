import Commerce
import Logging
import Postgres

extension CatalogPart {
    /// Reads the part; what it returns puts it into a snapshot. Reading and putting are apart so that nothing waits under the lock.
    func read(_ database: Database, logger: Logger) async throws -> @Sendable (inout Snapshot) -> Void {
        switch self {
        case .organizations:
            let directory = OrganizationDirectory(try await database.run(LoadOrganizations()).map(\.record))
            return { $0.organizations = directory }
        case .clients:
            let clients = Dictionary(try await database.run(LoadClients()).map { ($0.clientID, $0.organization) }) { first, _ in first }
            return { $0.clients = clients }
        case .skus:
            let directory = SKUDirectory(try await database.run(LoadSKUs()).map(\.sku))
            return { $0.skus = directory }
        case .assortments:
            var listed: [OrganizationID: Set<SKUID>] = [:]
            let rows = try await database.run(LoadAssortments())
            for row in rows {
                listed[row.region, default: []].formUnion(row.sku.map { [$0] } ?? [])
            }
            let assortments = Assortments(listed: listed)
            return { $0.assortments = assortments }
        case .prices:
            let book = PriceBook(try await database.run(LoadPrices()))
            return { $0.prices = book }
        case .campaigns:
            // The mark first: what changes in between shows as a mark that has moved on.
            let (marks, rows) = try await database.run(ReadCampaignMark(), LoadCampaigns())
            let book = CampaignBook(rows, logger: logger)
            let mark = marks.first?.mark ?? 0
            return {
                $0.campaigns = book
                $0.campaignMark = mark
            }
        case .warehouses:
            let directory = WarehouseDirectory(try await database.run(LoadWarehouses()).map(\.record))
            return { $0.warehouses = directory }
        case .pool:
            let (policies, overrides) = try await database.run(LoadPoolPolicy(), LoadPoolOverrides())
            let policy = policies.first?.policy(overrides: overrides) ?? PoolPolicy()
            return { $0.pool = policy }
        case .sourcing:
            let versions = try await database.run(LoadSourcingPolicy())
            let policy = versions.first?.versioned ?? .initial
            return { $0.sourcing = policy }
        }
    }
}
