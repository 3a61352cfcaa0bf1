package import Commerce

/// What is read often and written seldom, as one immutable value: organisations that buy or own warehouses, sellable SKUs,
/// assortments, prices, campaigns, warehouses, policies. Replaced part by part when a notification says that a part changed.
package struct Snapshot: Sendable {
    package internal(set) var organizations = OrganizationDirectory()
    package internal(set) var skus = SKUDirectory()
    package internal(set) var assortments = Assortments()
    package internal(set) var prices = PriceBook()
    package internal(set) var warehouses = WarehouseDirectory()
    package internal(set) var pool = PoolPolicy()
    package internal(set) var sourcing = VersionedSourcingPolicy.initial
    package internal(set) var campaigns = CampaignBook()
    /// What `campaign_mark` stood at before `campaigns` was read.
    package internal(set) var campaignMark: Int64 = 0
    package internal(set) var clients: [String: OrganizationID] = [:]
}

/// The parts of a snapshot that change and are reloaded on their own.
package enum CatalogPart: String, CaseIterable, Sendable {
    case organizations, clients, skus, assortments, prices, campaigns, warehouses, pool, sourcing
}

/// What ordering and signing in need to know of an organisation. Of stores only the
/// suspended are kept: there are tens of thousands of them.
package struct OrganizationRecord: Sendable {
    package let id: OrganizationID
    package let code: Code
    package let name: String
    package let suspended: Bool
    package let tier: String?
    package let place: Coordinates?

    package var buyer: PricedBuyer { PricedBuyer(organization: id, tier: tier) }
}

package struct OrganizationDirectory: Sendable {
    private var byCode: [Code: OrganizationRecord] = [:]
    private var codeByID: [OrganizationID: Code] = [:]

    package init(_ records: [OrganizationRecord] = []) {
        byCode = Dictionary(records.map { ($0.code, $0) }) { first, _ in first }
        codeByID = Dictionary(records.map { ($0.id, $0.code) }) { first, _ in first }
    }

    package subscript(code: Code) -> OrganizationRecord? { byCode[code] }
    package subscript(id: OrganizationID) -> OrganizationRecord? { codeByID[id].flatMap { byCode[$0] } }
    package var count: Int { byCode.count }

    /// Whether the organisation, or any above it, is suspended. Unknown ones are not: the database decides about them.
    package func isSuspended(_ id: OrganizationID) -> Bool {
        var next: OrganizationID? = id
        while let current = next {
            if self[current]?.suspended == true { return true }
            next = current.parent
        }
        return false
    }
}

package struct SKUDirectory: Sendable {
    private var byCode: [Code: SellableSKU] = [:]
    private var codeByID: [SKUID: Code] = [:]

    package init(_ skus: [SellableSKU] = []) {
        byCode = Dictionary(skus.map { ($0.code, $0) }) { first, _ in first }
        codeByID = Dictionary(skus.map { ($0.id, $0.code) }) { first, _ in first }
    }

    package subscript(code: Code) -> SellableSKU? { byCode[code] }
    package subscript(id: SKUID) -> SellableSKU? { codeByID[id].flatMap { byCode[$0] } }
    package var count: Int { byCode.count }
    package var all: some Collection<SellableSKU> & Sendable { byCode.values }
}

package struct VersionedSourcingPolicy: Sendable {
    package let version: Int
    package let policy: SourcingPolicy

    package static let initial = VersionedSourcingPolicy(version: 1, policy: .standard)
}
