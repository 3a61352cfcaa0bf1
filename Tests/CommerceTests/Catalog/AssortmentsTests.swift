import Commerce
import Testing

@Suite struct AssortmentsTests {
    static let region = OrganizationID(1 << 40)
    static let otherRegion = OrganizationID(2 << 40)
    static let buyer = OrganizationID(1 << 40 | 1 << 20)

    static func sku(_ id: Int32, owner: OrganizationID = .headquarters, active: Bool = true) -> SellableSKU {
        SellableSKU(
            id: SKUID(id), code: Code(stored: "S\(id)"), owner: owner, unitsPerCase: 6, caseWeightGrams: 6000, looseSale: false, active: active,
            listPriceFen: 100, floorPriceFen: 10)
    }

    @Test func `without an entry a region's distributors may buy every active central SKU`() {
        let assortments = Assortments()
        #expect(assortments.allows(Self.sku(1), to: Self.buyer))
        #expect(!assortments.allows(Self.sku(1, active: false), to: Self.buyer))
    }

    @Test func `with an entry only what is listed, and an empty one is nothing`() {
        let assortments = Assortments(listed: [Self.region: [SKUID(1)], Self.otherRegion: []])
        #expect(assortments.allows(Self.sku(1), to: Self.buyer))
        #expect(!assortments.allows(Self.sku(2), to: Self.buyer))
        #expect(!assortments.allows(Self.sku(1), to: OrganizationID(2 << 40 | 1 << 20)))
    }

    @Test func `a custom SKU is its own region's distributors' to buy and nobody else's`() {
        let assortments = Assortments(listed: [Self.region: []])
        #expect(assortments.allows(Self.sku(9, owner: Self.region), to: Self.buyer))
        #expect(!assortments.allows(Self.sku(9, owner: Self.otherRegion), to: Self.buyer))
        #expect(!assortments.allows(Self.sku(1), to: .headquarters))
    }
}
