/// A table whose rows belong to organisations: which row, and whose. The owners are told here for each table once more, apart from the policies.
struct OwnedTable: Sendable {
    let name: String
    /// What tells a row from others, as text.
    let key: String
    /// The organisations that a row belongs to, as an SQL array.
    let owners: String
    /// Whether headquarters' rows, and those of the caller's own region, are published to it.
    var isPublished = false
    /// Whether a distributor's rows are published to its stores.
    var isPublishedToStores = false
    /// Whether a row is only seen from above whom it is about.
    var isAboutWhomItIsHiddenFrom = false
    /// Whether those above the owner don't see its rows either.
    var isItsOwnersAlone = false
    /// Which of a publisher's rows are, as a condition on `t`.
    var publishedWhen = "true"

    static let all = [
        OwnedTable(name: "organizations", key: "t.id", owners: "ARRAY[t.id]"),
        OwnedTable(name: "api_clients", key: "t.client_id", owners: own),
        OwnedTable(name: "assortments", key: "t.region_id", owners: "ARRAY[t.region_id]", isPublished: true),
        OwnedTable(name: "assortment_skus", key: "(t.region_id, t.sku_id)", owners: "ARRAY[t.region_id]", isPublished: true),
        OwnedTable(name: "price_lists", key: "t.code", owners: "ARRAY[coalesce(t.organization_id, 0)]", isPublished: true),
        OwnedTable(
            name: "prices", key: "(t.price_list_id, t.sku_id, t.min_units)",
            owners: "(SELECT ARRAY[coalesce(l.organization_id, 0)] FROM price_lists l WHERE l.id = t.price_list_id)", isPublished: true),
        OwnedTable(name: "warehouses", key: "t.code", owners: own, isPublished: true),
        OwnedTable(name: "stock_levels", key: "(t.warehouse_id, t.sku_id)", owners: own, isPublished: true),
        OwnedTable(name: "stock_lots", key: "(t.warehouse_id, t.sku_id, t.lot)", owners: own),
        OwnedTable(name: "stock_movements", key: "(t.id, t.warehouse_id, t.sku_id)", owners: own),
        OwnedTable(name: "pool_shares", key: "(t.distributor_id, t.warehouse_id, t.sku_id)", owners: "ARRAY[t.distributor_id]"),
        OwnedTable(
            name: "allocations", key: "t.id",
            owners: "(SELECT array_agg(s.organization_id) || t.giver_id FROM allocation_shares s WHERE s.allocation_id = t.id)"),
        OwnedTable(name: "allocation_shares", key: "(t.allocation_id, t.organization_id)", owners: own),
        OwnedTable(name: "accounts", key: "(t.organization_id, t.kind)", owners: own),
        OwnedTable(name: "account_transfers", key: "t.id", owners: own),
        OwnedTable(name: "account_holds", key: "t.order_id", owners: own),
        OwnedTable(name: "stored_top_ups", key: "t.id", owners: own),
        OwnedTable(name: "stored_bonuses", key: "(t.organization_id, t.expires_at)", owners: own),
        OwnedTable(name: "order_tenders", key: "t.order_id", owners: own),
        OwnedTable(name: "stored_holds", key: "(t.order_id, t.part)", owners: own),
        OwnedTable(name: "orders", key: "t.id", owners: own),
        OwnedTable(name: "order_lines", key: "(t.order_id, t.line_no)", owners: ofOrder),
        OwnedTable(name: "order_traces", key: "(t.order_id, t.placed_at)", owners: ofOrder),
        OwnedTable(name: "order_campaigns", key: "(t.order_id, t.campaign_id)", owners: own),
        OwnedTable(name: "order_advances", key: "t.order_id", owners: own),
        OwnedTable(name: "order_pricings", key: "(t.order_id, t.placed_at)", owners: ofOrder),
        OwnedTable(name: "shipments", key: "t.id", owners: "ARRAY[t.organization_id, t.warehouse_organization_id]"),
        OwnedTable(
            name: "stock_holds", key: "(t.shipment_id, t.line_no, t.from_pool)",
            owners: "(SELECT ARRAY[s.organization_id, s.warehouse_organization_id] FROM shipments s WHERE s.id = t.shipment_id)"),
        OwnedTable(
            name: "shipment_lots", key: "(t.shipment_id, t.line_no, t.lot)",
            owners: "(SELECT ARRAY[s.organization_id, s.warehouse_organization_id] FROM shipments s WHERE s.id = t.shipment_id)"),
        OwnedTable(name: "allocation_draws", key: "(t.order_id, t.line_no, t.allocation_id, t.organization_id)", owners: own),
        OwnedTable(name: "returns", key: "t.id", owners: own),
        OwnedTable(
            name: "return_lines", key: "(t.return_id, t.order_line_no, t.warehouse_id)",
            owners: "(SELECT ARRAY[r.organization_id] FROM returns r WHERE r.id = t.return_id)"),
        OwnedTable(
            name: "campaigns", key: "t.id", owners: own, isPublished: true, isPublishedToStores: true,
            publishedWhen: "t.status NOT IN ('draft', 'submitted') AND t.addressed_tiers IS NULL"),
        OwnedTable(
            name: "campaign_versions", key: "(t.campaign_id, t.version)", owners: ofCampaign, isPublished: true, isPublishedToStores: true,
            publishedWhen: """
                EXISTS (
                    SELECT FROM campaigns c
                    WHERE c.id = t.campaign_id AND c.status NOT IN ('draft', 'submitted') AND c.addressed_tiers IS NULL AND t.version <= c.version)
                """),
        OwnedTable(name: "campaign_audit", key: "t.id", owners: ofCampaign),
        OwnedTable(name: "draw_commitments", key: "t.campaign_id", owners: ofCampaign, isPublished: true),
        OwnedTable(name: "draw_log", key: "(t.campaign_id, t.number)", owners: ofCampaign, isPublished: true),
        OwnedTable(name: "draws", key: "t.id", owners: own),
        OwnedTable(name: "draw_tokens", key: "(t.campaign_id, t.token)", owners: own),
        OwnedTable(name: "storefront_policies", key: "t.organization_id", owners: own, isPublished: true),
        OwnedTable(name: "storefronts", key: "t.organization_id", owners: own, isPublishedToStores: true),
        OwnedTable(name: "storefront_items", key: "(t.organization_id, t.sku_id)", owners: own, isPublishedToStores: true),
        OwnedTable(name: "stores", key: "t.organization_id", owners: own),
        OwnedTable(name: "store_changes", key: "t.id", owners: own, isAboutWhomItIsHiddenFrom: true),
        OwnedTable(name: "store_sales", key: "(t.organization_id, t.sku_id, t.day)", owners: own),
        OwnedTable(name: "standing_orders", key: "t.id", owners: own),
        OwnedTable(name: "supply_charges", key: "(t.order_id, t.line_no)", owners: own),
        OwnedTable(name: "replenishment_policies", key: "t.organization_id", owners: own),
        OwnedTable(name: "low_stock_thresholds", key: "(t.organization_id, t.sku_id)", owners: own),
        OwnedTable(name: "replenishment_suggestions", key: "t.id", owners: own),
        OwnedTable(name: "stock_alerts", key: "t.id", owners: own),
        OwnedTable(name: "unmet_demand", key: "(t.organization_id, t.sku_id, t.at)", owners: own),
        OwnedTable(name: "rebate_statements", key: "(t.campaign_id, t.organization_id)", owners: own),
        OwnedTable(name: "rebate_goods", key: "(t.campaign_id, t.version, t.sku_id)", owners: ofCampaign),
        OwnedTable(name: "points_given", key: "(t.campaign_id, t.organization_id)", owners: own),
        OwnedTable(name: "point_accounts", key: "(t.organization_id, t.owner_id)", owners: own),
        OwnedTable(name: "point_entries", key: "t.id", owners: own),
        OwnedTable(name: "point_holds", key: "t.order_id", owners: own),
        OwnedTable(name: "order_points", key: "t.order_id", owners: own),
        OwnedTable(name: "members", key: "t.id", owners: own),
        OwnedTable(name: "member_phones", key: "t.member_id", owners: own, isItsOwnersAlone: true),
        OwnedTable(name: "member_terms", key: "t.organization_id", owners: own),
        OwnedTable(name: "member_accounts", key: "t.id", owners: own),
        OwnedTable(name: "member_transfers", key: "t.id", owners: own),
        OwnedTable(name: "member_bonuses", key: "(t.member_id, t.expires_at)", owners: own),
        OwnedTable(name: "member_spends", key: "t.id", owners: own),
        OwnedTable(name: "member_coupons", key: "t.id", owners: own),
        OwnedTable(name: "member_coupon_uses", key: "t.spend_id", owners: own),
        OwnedTable(name: "outbox", key: "t.id", owners: own),
        OwnedTable(name: "webhook_endpoints", key: "t.id", owners: own),
    ]

    private static let own = "ARRAY[t.organization_id]"
    private static let ofCampaign = "(SELECT ARRAY[c.organization_id] FROM campaigns c WHERE c.id = t.campaign_id)"
    private static let ofOrder = "(SELECT ARRAY[o.organization_id] FROM orders o WHERE o.id = t.order_id)"

    /// Tables that a caller's reads may see whole: the catalogue, which all of a brand may read, and policies, which headquarters publishes.
    static let publicToTheBrand: Set<String> = ["skus", "pool_policies", "sourcing_policies", "approval_policies", "campaign_templates", "order_number_blocks"]
    /// Tables that the role of callers' reads may not read at all.
    static let hidden: Set<String> = [
        "signing_keys", "client_secrets", "idempotency_keys", "campaign_usage", "coupon_redemptions", "campaign_mark", "group_buys", "group_buy_seats", "draw_seeds",
    ]

    /// The keys of all rows that the query's role sees, whoever they belong to: no filter.
    var seen: String {
        "SELECT coalesce(string_agg((\(key))::text, ' ' ORDER BY (\(key))::text), '') FROM \(name) t"
    }

    /// The keys of the rows that a caller may see, by their owners; asked under a role that sees all.
    func permitted(reach: Range<Int64>, region: Int64) -> String {
        if isItsOwnersAlone { return seen + " WHERE \(reach.lowerBound) = ANY (\(owners))" }
        var published = isPublished ? "OR ((o = 0 OR o = \(region)) AND \(publishedWhen))" : ""
        // A store's id is its distributor's and a number of twenty bits.
        if isPublishedToStores { published += " OR (o = \(reach.lowerBound & ~0xF_FFFF) AND \(publishedWhen))" }
        return seen + " WHERE EXISTS (SELECT FROM unnest(\(owners)) o WHERE (o \(isAboutWhomItIsHiddenFrom ? ">" : ">=") \(reach.lowerBound) AND o < \(reach.upperBound)) \(published))"
    }
}
