/// Everything that somebody may or may not do, one case a row of the domain's table. A permission says what a kind of organisation may do
/// at all; whose goods, money or orders it may do it to is its reach (`Caller.reaches`).
package enum Permission: String, CaseIterable, Sendable {
    /// Add and change SKUs: the central ones, or a region's own within its quota.
    case editCatalog
    /// Price lists and their prices, floor prices.
    case editPrices
    /// What a region's distributors may buy.
    case editAssortments
    /// Open and close warehouses, set their safety stock.
    case manageWarehouses
    /// Receive, adjust, transfer.
    case moveStock
    /// Pool ratio, per-distributor pool share, sourcing policy.
    case setPolicies
    /// Give organisations below a quantity of a scarce SKU.
    case allocateStock
    /// Quote, place, import and cancel orders on the brand.
    case placeOrders
    /// Join a group buy: distributors on the brand, stores in their storefront.
    case joinGroupBuys
    /// Pick, ship and short shipments of one's own warehouses.
    case workShipments
    /// Say that a shipment arrived.
    case confirmReceipt
    /// Book in what one's own buyers pay: the brand's are distributors, a distributor's its stores.
    case depositMoney
    /// The same buyers' credit.
    case setCreditLimits
    case requestReturns
    /// Accept or refuse a return.
    case decideReturns
    /// Take returned goods in.
    case receiveReturns
    /// Add and change the organisations below.
    case manageOrganizations
    /// API clients and webhooks of one's own organisation and of those below.
    case manageClients
    /// One's own campaigns; headquarters also any region's and any distributor's.
    case configureCampaigns
    /// Say that what was won in a draw was sent.
    case sendPrizes
    /// Templates of campaigns, the approval policy, and the decision on what goes beyond it.
    case approveCampaigns
    /// Draw by one's tokens, and buy blind boxes.
    case drawPrizes
    /// Store money for a distributor's later purchases by a campaign, and have it paid out: its own, or of those below.
    case storeValue
    /// Assortment, prices, bundles, store tiers of one's own storefront.
    case configureStorefront
    case orderInStorefront
    /// What a region allows the storefronts of its distributors, and what it caps.
    case limitStorefronts
    /// What a store sold from its till.
    case reportSales
    /// A store's members, what they have stored there, and the terms of that.
    case keepMembers

    /// The table. Headquarters takes back what came from its own warehouses, so it may receive returns as regions do.
    package func allows(_ role: OrganizationKind) -> Bool {
        switch self {
        case .editPrices, .setPolicies, .decideReturns, .approveCampaigns:
            role == .headquarters
        case .depositMoney, .setCreditLimits:
            role == .headquarters || role == .distributor
        case .editCatalog, .editAssortments, .allocateStock, .receiveReturns, .sendPrizes, .limitStorefronts:
            role == .headquarters || role == .region
        case .manageWarehouses, .moveStock, .placeOrders, .workShipments, .manageOrganizations, .storeValue, .configureCampaigns:
            role != .store
        case .confirmReceipt, .requestReturns, .reportSales:
            role == .distributor || role == .store
        case .configureStorefront, .drawPrizes:
            role == .distributor
        case .orderInStorefront, .keepMembers:
            role == .store
        case .manageClients, .joinGroupBuys:
            true
        }
    }

    /// What an organisation of this kind may do, in the order of the cases.
    package static func all(of role: OrganizationKind) -> [Permission] {
        allCases.filter { $0.allows(role) }
    }
}
