/// The domain's own rules (`domain.md`, "The tree and who may do what"), restated for the matrix and not read from the program.

/// To whose things each kind of organisation may do something; none: it may not do it at all.
struct Rights: Sendable {
    var headquarters: Set<Relation> = []
    var region: Set<Relation> = []
    var distributor: Set<Relation> = []
    var store: Set<Relation> = []

    subscript(kind: Kind) -> Set<Relation> {
        switch kind {
        case .headquarters: headquarters
        case .region: region
        case .distributor: distributor
        case .store: store
        }
    }

    /// Whatever the caller sees, it may also read.
    static let everybody = Rights(headquarters: all, region: all, distributor: all, store: all)
    private static let all: Set<Relation> = [.own, .below, .above, .elsewhere]

    // The rows of the table.

    /// Edit the central catalogue: headquarters. A region's own SKUs: the region, and headquarters above it.
    static let editSKUs = Rights(headquarters: [.own, .below], region: [.own])
    /// Price lists, floor prices; pool ratio, pool share, sourcing policy: headquarters.
    static let headquartersAlone = Rights(headquarters: [.own, .below])
    /// What a region's distributors may buy: the region, and headquarters for it.
    static let editAssortments = Rights(headquarters: [.below], region: [.own])
    /// Receive and adjust stock, set safety stock; pick, ship, short: whoever's warehouse it is.
    static let ownWarehouse = Rights(headquarters: [.own], region: [.own], distributor: [.own])
    /// Transfer stock from one's own warehouse: headquarters to any in reach, a region to its own and its distributors', a distributor to its own.
    static let transferTo = Rights(headquarters: [.own, .below], region: [.own, .below], distributor: [.own])
    /// Open a warehouse, for oneself or for those below; add organisations below oneself or those below. Stores have nothing below them.
    static let ownAndBelow = Rights(headquarters: [.own, .below], region: [.own, .below], distributor: [.own, .below])
    /// Change an organisation: whoever is above it.
    static let changeBelow = Rights(headquarters: [.below], region: [.below], distributor: [.below])
    /// API clients and webhooks: one's own and those of whoever is below.
    static let clients = Rights(headquarters: [.own, .below], region: [.own, .below], distributor: [.own, .below], store: [.own])
    /// Place an order on the brand: headquarters for any distributor, a region for its own, a distributor for itself.
    static let order = Rights(headquarters: [.below], region: [.below], distributor: [.own])
    /// Cancel a store's order from above; the store itself does so in its storefront.
    static let cancelForStores = Rights(headquarters: [.below], region: [.below], distributor: [.below])
    /// Confirm receipt of an order on the brand: its distributor. (Stores confirm storefront orders.)
    static let confirmReceipt = Rights(distributor: [.own], store: [.own])
    /// Allocate scarce SKUs: headquarters; a region passes its own on.
    static let allocate = Rights(headquarters: [.below], region: [.below])
    /// Accept and refuse returns: headquarters.
    static let ofAnyDistributor = Rights(headquarters: [.below])
    /// Deposits, credit limits: headquarters of any distributor, a distributor of its stores, nobody of anybody else.
    static let ofOneLevelBelow = Rights(headquarters: [.below], distributor: [.below])
    static let ofOwnStores = Rights(distributor: [.below])
    /// Assortment, prices, store tiers of a storefront: its distributor.
    static let configureStorefront = Rights(distributor: [.own])
    /// Order in a storefront: a store in its own distributor's.
    static let orderInStorefront = Rights(store: [.own])
    /// What a store sold: the store, or its distributor for it.
    static let reportSales = Rights(distributor: [.below], store: [.own])
    /// Register a store: the distributor, or whoever is above it on its behalf.
    static let registerStores = Rights(headquarters: [.below], region: [.below], distributor: [.own])
    /// What a region lets storefronts do: the region, and headquarters for it.
    static let limitStorefronts = Rights(headquarters: [.below], region: [.own])
    /// Request a return: the distributor that bought. (Stores of what they bought in a storefront.)
    static let requestReturn = Rights(distributor: [.own], store: [.own])
    /// Draw, and buy blind boxes: a distributor for itself.
    static let drawPrizes = Rights(distributor: [.own])
    /// Send what was won in a region's campaign: the region, or headquarters.
    static let sendPrizes = Rights(headquarters: [.below], region: [.below])
    /// Run campaigns: headquarters its own and anybody's, a region and a distributor their own.
    static let runCampaigns = Rights(headquarters: [.own, .below], region: [.own], distributor: [.own])
    /// Look into what became of a campaign: its owner, and whoever is above it.
    static let lookIntoCampaigns = Rights(headquarters: [.own, .below], region: [.own, .below], distributor: [.own])
    /// Join a group buy: as orders on the brand are placed, and a store in its storefront.
    static let joinGroupBuys = Rights(headquarters: [.below], region: [.below], distributor: [.own], store: [.own])
    /// A store's members: the store.
    static let keepMembers = Rights(store: [.own])
    /// Execute a return: the region. Headquarters takes back what its own warehouses had sent.
    static let executeReturn = Rights(headquarters: [.below], region: [.below])
    /// Execute a return of what a distributor's own warehouse had sent: the region.
    static let executeReturnToDistributor = Rights(region: [.below])
}

/// What a caller sees of something, by whom it belongs to.
enum Sight: Sendable {
    /// Its own node and what lies below it; never a sibling, never upward.
    case reach
    /// The same; and headquarters' and its own region's, which are published to it: SKUs, warehouses and their free stock.
    case publishedFromAbove
    /// The same; and for a store its distributor's, which are published to it.
    case publishedToStores
    /// Nobody sees it there, whoever sees it elsewhere.
    case nowhere

    func shows(_ subject: String, to caller: String) -> Bool {
        Tree.concerned(by: subject).contains { one in
            switch (self, Tree.relation(of: one, to: caller)) {
            case (.nowhere, _): false
            case (_, .own), (_, .below): true
            case (.reach, _): false
            case (.publishedFromAbove, _): one == "HQ" || one == Tree.region(caller)
            case (.publishedToStores, _): one == "HQ" || one == Tree.region(caller) || one == Tree.parents[caller]
            }
        }
    }
}

/// What a request comes to, whatever else it does.
enum Outcome: Equatable, Sendable {
    /// 401
    case unknownCaller
    /// 403
    case forbidden
    /// 404
    case absent
    case allowed
    /// Something that no cell of the matrix may come to.
    case other(Int, String)
}
