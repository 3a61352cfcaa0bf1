import Commerce
import Postgres

/// A store, and the storefront that it buys in: what an order needs to know of both.
struct StorefrontTerms: Sendable {
    let store: OrganizationID
    let code: Code
    let place: Coordinates?
    let tier: StoreTier
    let status: StoreStatus
    let isOpen: Bool
    let minOrderFen: Int64
    let deliveryDays: DeliveryDays
    let allowsRegionStock: Bool
    let supplyCap: SupplyCap?
}

/// By the writer's eyes: an order is priced by what is true for everybody.
struct ReadStorefrontTerms: Statement {
    struct Result: RowDecodable {
        let terms: StorefrontTerms
        init(from row: inout RowReader) throws {
            let store = OrganizationID(try row.next())
            let code = Code(stored: try row.next())
            let latitude: Int32? = try row.next()
            let longitude: Int32? = try row.next()
            var place: Coordinates?
            if let latitude, let longitude { place = Coordinates(storedLatitudeE6: latitude, longitudeE6: longitude) }
            let tier = StoreTier(rawValue: try row.next()) ?? .nurture
            let status = StoreStatus(rawValue: try row.next()) ?? .pending
            let isOpen: Bool = try row.next()
            let minOrderFen: Int64 = try row.next()
            let deliveryDays = DeliveryDays(try row.next([Int32].self).map { Int($0) })
            let allowsRegionStock: Bool = try row.next()
            let capBps: Int32? = try row.next()
            let windowDays: Int32? = try row.next()
            var cap: SupplyCap?
            if let capBps, let windowDays { cap = SupplyCap(capBps: Int64(capBps), windowDays: Int64(windowDays)) }
            terms = StorefrontTerms(
                store: store, code: code, place: place, tier: tier, status: status, isOpen: isOpen, minOrderFen: minOrderFen, deliveryDays: deliveryDays,
                allowsRegionStock: allowsRegionStock, supplyCap: cap)
        }
    }
    static let sql = """
        SELECT o.id, o.code, o.latitude_e6, o.longitude_e6, s.tier, s.status, f.open, f.min_order_fen, f.delivery_weekdays,
               coalesce(p.region_stock, false), CASE WHEN p.cap_enabled THEN p.cap_bps END, CASE WHEN p.cap_enabled THEN p.cap_window_days END
        FROM organizations o JOIN stores s ON s.organization_id = o.id JOIN storefronts f ON f.organization_id = o.parent_id
             LEFT JOIN storefront_policies p ON p.organization_id = o.id & ~((1::bigint << 40) - 1)
        WHERE o.id = $1
        """
    let store: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(store.rawValue)
    }
}

/// What a storefront offers stores of a tier of some SKUs.
struct ReadStorefrontOffers: Statement {
    struct Result: RowDecodable {
        let sku: SKUID
        let offer: SKUOffer
        init(from row: inout RowReader) throws {
            sku = SKUID(try row.next())
            offer = SKUOffer(unitPriceFen: try row.next(), maxUnits: try row.next())
        }
    }
    static let sql = """
        SELECT i.sku_id, \(StorefrontPrice.sql(tier: "s.tier", sku: "k")), i.max_units
        FROM stores s, unnest($3::int[]) AS u (sku), LATERAL (
            SELECT * FROM storefront_items WHERE organization_id = $1 AND sku_id = u.sku) i JOIN skus k ON k.id = i.sku_id
        WHERE s.organization_id = $2
        """
    let distributor: OrganizationID
    let store: OrganizationID
    let skus: [SKUID]

    func bind(_ parameters: inout Parameters) {
        parameters.append(distributor.rawValue)
        parameters.append(store.rawValue)
        parameters.append(skus.map(\.rawValue))
    }
}

/// The price of a row of `storefront_items i`.
enum StorefrontPrice {
    static func sql(tier: String, sku: String) -> String {
        let price = "coalesce(CASE \(tier) WHEN 'core' THEN i.core_fen WHEN 'potential' THEN i.potential_fen ELSE i.nurture_fen END, i.price_fen)"
        return within(price, sku: sku)
    }

    /// From the SKU's floor price to the suggested one, where there is one, also when headquarters moved them after the price was set.
    static func within(_ price: String, sku: String) -> String {
        "greatest(least(\(price), \(sku).suggested_price_fen), \(sku).floor_price_fen)"
    }
}
