import Commerce

extension TradeBookkeeper {
    /// What a store pays in beyond what its orders come to.
    private static let spareFen: Int64 = 2_000_000
    /// Stores pay in whole amounts of so much.
    private static let roundFen: Int64 = 1_000_000
    /// Every how many storefronts the stores report what they sell, and how much of what they get that is.
    private static let reportingEvery = 5
    private static let soldPercent: Int64 = 85

    /// Everybody pays before the first order; how much is known at the end.
    mutating func reserveDeposits() -> [OrganizationID: Int] {
        var deposits: [OrganizationID: Int] = [:]
        for storefront in setting.storefronts where storefront.isOpen {
            for payer in [storefront.seller.organization] + storefront.stores.map(\.id) { deposits[payer] = newID() }
        }
        return deposits
    }

    /// What can only be told when all is over: what everybody had to pay in, how the stores rank, what they sold, what is left.
    mutating func settle(_ deposits: [OrganizationID: Int]) {
        var spent: [OrganizationID: Int64] = [:]
        var figures: [OrganizationID: StoreFigures] = [:]
        let now = setting.today.shanghaiMidnight
        for order in books.orders {
            let storefront = setting.storefronts[order.storefront]
            let store = storefront.stores[order.store].id
            spent[store, default: 0] += order.totalFen
            for line in order.lines where line.suppliedUnits > 0 && order.daysAgo > 1 {
                spent[storefront.seller.organization, default: 0] += line.suppliedUnits * line.supplyFen
            }
            guard order.placedAt >= storefront.rules.windowStart(at: now) else { continue }
            let before = figures[store] ?? StoreFigures()
            figures[store] = StoreFigures(orders: before.orders + 1, totalFen: before.totalFen + order.totalFen, lastPlacedAt: order.placedAt)
        }
        deposit(deposits, spent)
        for storefront in setting.storefronts {
            for store in storefront.stores { rank(store.id, figures[store.id] ?? StoreFigures(), by: storefront.rules, at: now) }
        }
        reportSales()
        for (storefront, shelf) in zip(setting.storefronts, books.shelves) {
            for sku in shelf.items.map(\.goods.sku.id).sorted(by: { $0.rawValue < $1.rawValue }) {
                guard let level = stock.levels[StockKey(warehouse: storefront.warehouse.id, sku: sku)] else { continue }
                books.remaining.append((storefront.warehouse, sku, level))
            }
        }
    }

    /// A distributor pays in exactly what the brand charges it, so that its opening balance is what it has in the end; a store gets something over.
    private mutating func deposit(_ deposits: [OrganizationID: Int], _ spent: [OrganizationID: Int64]) {
        let at = setting.moment(daysAgo: TradeReceipts.beginning, minute: 8 * 60)
        for (payer, id) in deposits.sorted(by: { $0.value < $1.value }) {
            let fen = spent[payer] ?? 0
            let paid = payer.kind == .store ? (fen + Self.spareFen + Self.roundFen - 1) / Self.roundFen * Self.roundFen : fen
            if paid > 0 { books.deposits.append(TradeBooks.Deposit(id: id, at: at, payer: payer, fen: paid)) }
        }
    }

    private mutating func rank(_ store: OrganizationID, _ figures: StoreFigures, by rules: TierRules, at now: Instant) {
        let tier = rules.tier(of: figures, at: now)
        guard tier != .nurture else { return }
        books.rankings.append(TradeBooks.Ranking(id: newID(), store: store, tier: tier, figures: rules.figures(figures, at: now)))
    }

    /// Most of what arrives is sold, half of it within two days and the other half within six.
    private mutating func reportSales() {
        struct Key: Hashable {
            let store: OrganizationID
            let sku: SKUID
            let day: CalendarDay
        }
        var sold: [Key: Int64] = [:]
        for order in books.orders where order.storefront % Self.reportingEvery == 0 {
            for shipment in order.shipments {
                guard let arrival = shipment.deliveredAt?.shanghaiDay else { continue }
                for part in shipment.parts {
                    let units = part.units * Self.soldPercent / 100
                    for (days, share) in [(2, units - units / 2), (6, units / 2)] where share > 0 {
                        let day = arrival.adding(days: days)
                        guard day < setting.today else { continue }
                        sold[Key(store: setting.storefronts[order.storefront].stores[order.store].id, sku: part.sku, day: day), default: 0] += share
                    }
                }
            }
        }
        books.sales = sold.map { TradeBooks.Sales(store: $0.key.store, sku: $0.key.sku, day: $0.key.day, units: $0.value) }
            .sorted { ($0.store.rawValue, $0.sku.rawValue, $0.day) < ($1.store.rawValue, $1.sku.rawValue, $1.day) }
    }
}
