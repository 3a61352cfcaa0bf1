import Commerce
package import Postgres

/// Loads a brand from CSV and JSON files into a migrated, empty schema: all of it or nothing, in one transaction.
///
/// What it writes stands up to an audit: every opening stock is a `receipt` whose units are the level's, every opening balance a `deposit`
/// against headquarters' cash, and every level's units lie in lots. Every organisation gets a client named by its code with the secret `demo`, marked as a demo secret.
/// Ids are drawn from the sequences that servers draw theirs from. A server that is already running doesn't hear of it: seed first.
///
/// Campaigns are made as the API makes them, with days counted from the day of the seed.
///
/// The CSV files are streamed by COPY into temporary tables, because COPY doesn't go into a table under row-level security (PostgreSQL
/// manual, COPY, "Notes"), and written from there by one statement a table. Cost: under a second for the demo brand, and some seconds more for
/// its stores and the past of its storefronts, which is told up to the day before.
package struct SeedBrand: Sendable {
    private let directory: String
    private let withCampaigns: Bool
    private let withStorefronts: Bool
    private let clock: BrandClock

    /// - Parameters:
    ///   - directory: where the files are: CSV, each with a header line that names its columns, templates and campaigns (see `seed/README.md`).
    ///   - withCampaigns: whether its campaigns are loaded, too.
    ///   - withStorefronts: whether its storefronts with their past are, and with them all stores.
    ///   - clock: says which day it is.
    package init(directory: String, withCampaigns: Bool = true, withStorefronts: Bool = true, clock: BrandClock = BrandClock()) {
        self.directory = directory
        self.withCampaigns = withCampaigns
        self.withStorefronts = withStorefronts
        self.clock = clock
    }

    /// - Parameter database: connects as the writer, who sees and may write every row.
    /// - Throws: `SeedRefusal`; `PostgresError` when the files don't fit the schema or each other. Nothing is written then.
    package func run(database: Database) async throws -> SeedSummary {
        let files = try SeedTable.allCases.filter { withStorefronts || $0 != .storefronts }.compactMap { try SeedFile.find($0, in: directory) }
        let templates = try SeedTemplates(directory: directory)
        let campaigns = withCampaigns ? try SeedCampaigns(directory: directory) : nil
        let now = clock.now()
        let trade = files.contains { $0.table == .storefronts } ? SeedTrade(today: now.shanghaiDay) : nil
        let openingAt = trade?.openingAt ?? now
        return try await database.transaction { transaction in
            let (_, present, _) = try await transaction.run(LockOrganizations(), CountOrganizations(), MakeSeedTables())
            if let count = present.first?.count, count > 0 { throw SeedRefusal.organizationsExist(count) }
            for file in files {
                try file.rewind()
                _ = try await transaction.copyIn(file.table.copy) { try file.nextChunk() }
            }
            let organizations = try await transaction.run(InsertOrganizations())
            let stores = trade == nil ? 0 : try await transaction.run(InsertStoreOrganizations(at: openingAt), CountStores(), InsertStoreCustomers()).2.affected
            _ = try await transaction.run(InsertClients(), InsertDemoSecrets())
            let (warehouses, skus, _, prices) = try await transaction.run(
                InsertWarehouses(), InsertSKUs(), InsertPriceLists(), InsertPrices())
            let (_, levels, lots, _) = try await transaction.run(TakeSeedIDs(), InsertStockLevels(), InsertLots(), InsertUnnamedLots())
            let (_, accounts, _) = try await transaction.run(
                InsertHeadquartersAccounts(), InsertPrepaidAccounts(), InsertOpeningDeposits(at: openingAt))
            let orders = try await trade?.run(in: transaction)
            _ = try await transaction.run(InsertOpeningReceipts(at: openingAt))
            try await templates.insert(in: transaction)
            let made = try await campaigns?.run(in: transaction, of: database, at: now)
            _ = try await transaction.commit(with: AdvanceIdentities(), RefreshStatistics())
            return SeedSummary(
                organizations: organizations.affected, warehouses: warehouses.affected, skus: skus.affected, prices: prices.affected,
                stockLevels: levels.affected, lots: lots.affected, accounts: accounts.affected,
                campaignTemplates: templates.templates.count, campaigns: made ?? 0, stores: stores, storeOrders: orders ?? 0)
        }
    }
}

/// How many rows of each kind were written.
package struct SeedSummary: Equatable, Sendable {
    /// Without stores.
    package let organizations: Int
    package let warehouses: Int
    package let skus: Int
    package let prices: Int
    package let stockLevels: Int
    /// Named ones.
    package let lots: Int
    /// Distributors' prepaid accounts.
    package let accounts: Int
    package let campaignTemplates: Int
    package let campaigns: Int
    package let stores: Int
    /// Orders of stores that the past is made up of.
    package let storeOrders: Int
}
