import Commerce
import Postgres

/// Which SKUs a caller sees. Headquarters: all. A region: the central ones and its own custom ones. Below a region: what its
/// distributors may buy, which is the central ones of its assortment and its custom ones. Drafts are seen by their owner and
/// headquarters only.
///
/// The catalogue has no row-level security (a trigram index would go unused under it), so every read of it carries this filter.
struct SKUVisibility {
    /// A condition on `skus s` with two parameters: the region above the caller (null for headquarters), and whether the caller is
    /// below it.
    static func sql(region: String, isBelow: String) -> String {
        """
        (\(region)::bigint IS NULL
            OR (s.owner_id = \(region) AND (NOT \(isBelow)::boolean OR s.status <> 'draft'))
            OR (s.owner_id = 0 AND s.status <> 'draft' AND (NOT \(isBelow)
                OR NOT EXISTS (SELECT FROM assortments a WHERE a.region_id = \(region))
                OR EXISTS (SELECT FROM assortment_skus x WHERE x.region_id = \(region) AND x.sku_id = s.id))))
        """
    }

    /// As above, but for the assortment: what isn't in it is there, and refused by a name of its own where it is ordered. Everything else is
    /// to the caller as if it did not exist.
    static func existence(region: String, isBelow: String) -> String {
        """
        (\(region)::bigint IS NULL OR (s.owner_id IN (0, \(region)) AND s.status <> 'draft') OR (s.owner_id = \(region) AND NOT \(isBelow)::boolean))
        """
    }

    let caller: Caller

    func bind(_ parameters: inout Parameters) {
        parameters.append(caller.organization.region?.rawValue)
        parameters.append(caller.role == .distributor || caller.role == .store)
    }
}
