/// Tokens, fetched when first needed and again when half their life is over, so that a slow replay may take days.
final class ReplayTokens {
    private struct Known {
        let token: String
        let staleAt: UInt64
    }

    private let brand: ReplayBrand
    private let client: SmallClient
    private var known: [String: Known] = [:]

    init(brand: ReplayBrand, client: SmallClient) {
        self.brand = brand
        self.client = client
    }

    func headquarters() throws -> String { try token("HQ") }

    func store(_ store: Int) throws -> String { try token(brand.storeCode(store)) }

    /// Of the region that the store lies in.
    func region(of store: Int) throws -> String { try token(brand.regionCode(brand.map.regions[store])) }

    /// Of whoever owns the warehouse.
    func warehouse(_ code: String) throws -> String {
        let own = brand.map.headquartersWarehouses.count
        guard let index = brand.warehouseCodes.firstIndex(of: code), index >= own else { return try headquarters() }
        return try token(brand.regionCode(index - own))
    }

    private func token(_ organization: String) throws -> String {
        let now = HTTPLoad.now()
        if let known = known[organization], now < known.staleAt { return known.token }
        let (token, seconds) = try client.signIn(organization)
        known[organization] = Known(token: token, staleAt: now + UInt64(max(0, seconds)) * 500_000_000)
        return token
    }
}
