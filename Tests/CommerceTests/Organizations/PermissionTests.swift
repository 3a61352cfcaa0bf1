import Commerce
import Testing

struct PermissionTests {
    /// The table of the domain, row by row: headquarters, region, distributor, store.
    static let table: [(Permission, String)] = [
        (.editCatalog, "hr--"), (.editPrices, "h---"), (.editAssortments, "hr--"),
        (.manageWarehouses, "hrd-"), (.moveStock, "hrd-"), (.setPolicies, "h---"), (.allocateStock, "hr--"),
        (.placeOrders, "hrd-"), (.joinGroupBuys, "hrds"), (.workShipments, "hrd-"), (.confirmReceipt, "--ds"),
        (.depositMoney, "h-d-"), (.setCreditLimits, "h-d-"),
        (.requestReturns, "--ds"), (.decideReturns, "h---"), (.receiveReturns, "hr--"),
        (.manageOrganizations, "hrd-"), (.manageClients, "hrds"),
        (.configureCampaigns, "hrd-"), (.sendPrizes, "hr--"), (.approveCampaigns, "h---"), (.drawPrizes, "--d-"), (.storeValue, "hrd-"), (.configureStorefront, "--d-"),
        (.orderInStorefront, "---s"), (.limitStorefronts, "hr--"), (.reportSales, "--ds"), (.keepMembers, "---s"),
    ]

    @Test func `every permission has its row`() {
        #expect(Set(Self.table.map(\.0)) == Set(Permission.allCases))
        #expect(Self.table.count == Permission.allCases.count)
    }

    @Test(arguments: table)
    func `a kind of organisation may exactly what the table says`(_ permission: Permission, _ row: String) {
        let allowed = zip(OrganizationKind.allCases, row).map { permission.allows($0) == ($1 != "-") }
        #expect(allowed == [true, true, true, true])
    }

    @Test func `what a kind may do is listed in the order of the permissions`() {
        #expect(
            Permission.all(of: .store) == [.joinGroupBuys, .confirmReceipt, .requestReturns, .manageClients, .orderInStorefront, .reportSales, .keepMembers])
    }
}
