package import Commerce
package import Operations

/// What makes a distributor with a storefront and stores, in a line each, as the API makes them.
extension TestBrand {
    /// Opens the storefront of a distributor that the draft has; the draft's stores of it are approved already.
    /// - Parameter items: Prices per bottle by SKU.
    @discardableResult
    package func openStorefront(
        of distributor: String, items: KeyValuePairs<String, Int64> = ["A": 10_000, "B": 10_000], minOrderFen: Int64 = 0, deliveryWeekdays: [Int] = []
    ) async throws -> StorefrontDetails {
        try await openStorefront(
            of: distributor, selling: items.map { StorefrontItem(sku: Code(stored: $0.key), priceFen: $0.value) }, minOrderFen: minOrderFen,
            deliveryWeekdays: deliveryWeekdays)
    }

    /// The same with prices for tiers and limits.
    @discardableResult
    package func openStorefront(
        of distributor: String, selling items: [StorefrontItem], minOrderFen: Int64 = 0, deliveryWeekdays: [Int] = []
    ) async throws -> StorefrontDetails {
        let code = Code(stored: distributor)
        let terms = StorefrontDraft(name: "\(distributor) 商城", minOrderFen: minOrderFen, deliveryWeekdays: deliveryWeekdays)
        return try await brand.work(for: try caller(distributor)) { work in
            _ = try await work.putStorefront(terms, of: code)
            return try await work.putStorefrontAssortment(items, of: code)
        }
    }

    /// Registers a store that the draft doesn't have with an open storefront, and approves it.
    /// - Parameters:
    ///   - balanceFen: What its distributor books in for it.
    ///   - tier: Set by hand; nil leaves it to the rules, by which a new one is `nurture`.
    /// - Returns: the client that stands for it, without a secret.
    @discardableResult
    package func addStore(
        _ store: String, of distributor: String, balanceFen: Int64 = 0, tier: StoreTier? = nil,
        place: Coordinates? = Coordinates(storedLatitudeE6: 39_930_000, longitudeE6: 116_450_000)
    ) async throws -> Caller {
        let (code, seller) = (Code(stored: store), Code(stored: distributor))
        let id = try await brand.work(for: try caller(distributor)) { work in
            let registered = try await work.registerStore(StoreDraft(code: code, name: store + " 名称", place: place), with: seller)
            _ = try await work.changeStore(
                code, of: seller, StoreChange(status: .approved, tier: tier.map { .value($0) }, reason: "资料齐全"))
            if balanceFen > 0 { _ = try await work.deposit(balanceFen, to: code) }
            return registered.id
        }
        return Caller(clientID: store, organization: id, code: code)
    }
}
