package import Commerce

/// What a test's brand is made of. Codes refer to each other; ids follow from the order in which things are listed.
package struct BrandDraft: Sendable {
    package struct Distributor: Sendable {
        package var code: String
        package var region: String
        package var latitudeE6: Int32
        package var longitudeE6: Int32
        package var tier: String?
        package var balanceFen: Int64 = 100_000_000
        package var creditLimitFen: Int64 = 0
        package var stores: [String] = []
    }

    package struct Warehouse: Sendable {
        package var code: String
        /// `HQ`, a region or a distributor: its kind follows.
        package var owner: String
        package var latitudeE6: Int32
        package var longitudeE6: Int32
    }

    package struct SKU: Sendable {
        package var code: String
        package var unitsPerCase: Int32 = 6
        package var caseWeightGrams: Int32 = 6_000
        package var listPriceFen: Int64 = 10_000
        package var floorPriceFen: Int64 = 8_000
        package var looseSale = false
        /// `HQ` or a region.
        package var owner = "HQ"
        package var status = "active"
    }

    package var regions: [String]
    package var distributors: [Distributor]
    package var warehouses: [Warehouse]
    package var skus: [SKU]
    /// Units on hand by warehouse and SKU; each becomes a receipt.
    package var stock: [String: [String: Int64]]

    /// Two regions with a distributor or two each, two warehouses of headquarters, one of each region and one of a distributor; SKUs `A`, `B`, `C` in cases
    /// of 6 at 100 yuan a bottle, and `L`, sold loose at 50. Headquarters has 600 of each in either warehouse, the regions 60.
    ///
    ///     HQ ─┬─ R-11 ─┬─ D-110105 ── S-110105-001      WH-TJ, WH-SH  headquarters
    ///         │        └─ D-110106                      RW-11, RW-31  the regions
    ///         └─ R-31 ─── D-310101                      DW-110105     D-110105
    package static let small = BrandDraft(
        regions: ["R-11", "R-31"],
        distributors: [
            Distributor(code: "D-110105", region: "R-11", latitudeE6: 39_921_489, longitudeE6: 116_486_409, tier: "gold", stores: ["S-110105-001"]),
            Distributor(code: "D-110106", region: "R-11", latitudeE6: 39_863_642, longitudeE6: 116_286_968),
            Distributor(code: "D-310101", region: "R-31", latitudeE6: 31_231_763, longitudeE6: 121_484_443),
        ],
        warehouses: [
            Warehouse(code: "WH-TJ", owner: "HQ", latitudeE6: 39_084_158, longitudeE6: 117_200_983),
            Warehouse(code: "WH-SH", owner: "HQ", latitudeE6: 31_230_372, longitudeE6: 121_473_662),
            Warehouse(code: "RW-11", owner: "R-11", latitudeE6: 39_904_211, longitudeE6: 116_407_394),
            Warehouse(code: "RW-31", owner: "R-31", latitudeE6: 31_224_361, longitudeE6: 121_469_170),
            Warehouse(code: "DW-110105", owner: "D-110105", latitudeE6: 39_921_489, longitudeE6: 116_486_409),
        ],
        skus: [SKU(code: "A"), SKU(code: "B"), SKU(code: "C"), SKU(code: "L", listPriceFen: 5_000, floorPriceFen: 4_000, looseSale: true)],
        stock: [
            "WH-TJ": ["A": 600, "B": 600, "C": 600, "L": 600], "WH-SH": ["A": 600, "B": 600, "C": 600, "L": 600],
            "RW-11": ["A": 60, "B": 60, "C": 60, "L": 60], "RW-31": ["A": 60, "B": 60, "C": 60, "L": 60],
        ])

    /// The small brand with this stock and no other.
    package static func small(stock: [String: [String: Int64]]) -> BrandDraft {
        var draft = small
        draft.stock = stock
        return draft
    }

    /// - Returns: the id of a code of this draft; nil for one it doesn't have.
    package func organization(_ code: String) -> OrganizationID? {
        if code == "HQ" { return .headquarters }
        if let index = regions.firstIndex(of: code) { return OrganizationID.headquarters.child(Int64(index) + 1) }
        for region in regions {
            for (index, distributor) in distributors.filter({ $0.region == region }).enumerated() {
                let id = organization(region)?.child(Int64(index) + 1)
                if distributor.code == code { return id }
                if let store = distributor.stores.firstIndex(of: code) { return id?.child(Int64(store) + 1) }
            }
        }
        return nil
    }
}
