import Commerce
import Postgres

/// The storefronts of a seed with a past of 120 days: what they sell, what their stores ordered day by day up to yesterday, what was sent, charged
/// and refused, and how it left the stores ranked. With a season in it in which Shanghai's distributors ran short of their own goods and lived
/// on the pool.
///
/// Nothing of it is drawn by chance: the same brand seeded on the same day gets the same rows.
struct SeedTrade: Sendable {
    /// Organisations, warehouses, goods and opening stock were there before the past began.
    static let openingDaysAgo = 150

    let today: CalendarDay

    var openingAt: Instant { today.adding(days: -Self.openingDaysAgo).shanghaiMidnight }

    /// Behind stock levels and lots of the brand's own warehouses, prices, and accounts of distributors.
    /// - Returns: how many orders there are.
    func run(in transaction: Transaction) async throws -> Int {
        _ = try await transaction.run(
            InsertStorefronts(at: openingAt), InsertStorefrontPolicies(at: openingAt), InsertReplenishmentPolicies(at: openingAt),
            InsertStorefrontWarehouses(at: openingAt), MakeTradeTables())
        let setting = try await setting(in: transaction)
        let books = TradeBookkeeper.books(of: setting)
        let blocks = try await transaction.run(TakeIDBlocks(count: Int64(books.ids / TradeIDs.block + 1)))
        let rows = TradeRows(setting: setting, books: books, ids: TradeIDs(blocks: blocks.map { $0 }))
        for table in TradeTable.allCases {
            var rest: [UInt8]? = rows.text(of: table)
            _ = try await transaction.copyIn(table.copy) {
                defer { rest = nil }
                return rest?.isEmpty == true ? nil : rest
            }
        }
        _ = try await transaction.run(FillTradeTables(), HoldTradePool(), InsertTradeShares(), InsertStoreAccounts(), InsertSellerAccounts(), HoldTradeSupply())
        _ = try await transaction.run(InsertTradeTransfers(), SetStoreTiers())
        return books.orders.count
    }

    private func setting(in transaction: Transaction) async throws -> TradeSetting {
        let (storefronts, stores, skus, goods, prices, central) = try await transaction.run(
            LoadStorefronts(), LoadStoresOfStorefronts(), LoadSKUs(), LoadTradeGoods(), LoadPrices(), LoadCentralUnits())
        let (warehouses, hardPressed) = try await transaction.run(LoadWarehouses(), LoadHardPressed())
        let byStorefront = Dictionary(grouping: stores.map(\.store)) { $0.id.distributor }
        let byID = Dictionary(skus.map { ($0.sku.id, $0.sku) }) { first, _ in first }
        return TradeSetting(
            today: today,
            storefronts: storefronts.map { storefront in
                TradeStorefront(
                    seller: PricedBuyer(organization: storefront.id, tier: storefront.tier), isOpen: storefront.isOpen, minOrderFen: storefront.minOrderFen, rules: storefront.rules,
                    warehouse: storefront.warehouse, stores: byStorefront[storefront.id] ?? [])
            },
            goods: goods.compactMap { goods in
                byID[goods.sku].map { TradeGoods(sku: $0, suggestedPriceFen: goods.suggestedPriceFen, isScarce: goods.isScarce) }
            },
            headquarters: warehouses.map(\.record).filter { $0.kind == .hq }.sorted { $0.code < $1.code }.map {
                TradeWarehouse(id: $0.id, organization: $0.organization, place: $0.place)
            },
            centralUnits: Dictionary(central.map { ($0.row, $0.units) }) { first, _ in first }, prices: PriceBook(prices),
            hardPressed: hardPressed.first.map { OrganizationID($0) })
    }
}
