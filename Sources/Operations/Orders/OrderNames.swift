import Commerce
import Postgres

/// Codes of organisations and warehouses that orders name by their keys, from the snapshot: an order's shipments may name a warehouse that
/// row-level security would hide, which who sees the order may know.
struct OrderNames: Sendable {
    let snapshot: Snapshot
    /// What the snapshot doesn't know yet.
    private var organizations: [OrganizationID: Code] = [:]
    private var warehouses: [WarehouseID: WarehouseNames.Result] = [:]

    init(snapshot: Snapshot) {
        self.snapshot = snapshot
    }

    func code(of organization: OrganizationID) -> Code {
        snapshot.organizations[organization]?.code ?? organizations[organization] ?? Code(stored: "")
    }

    /// Buyers, and the distributors that sell to those who are stores.
    static func parties(_ buyers: Set<OrganizationID>) -> Set<OrganizationID> {
        buyers.union(buyers.compactMap(\.distributor))
    }

    /// The distributor of an order: its buyer, or the seller to the store that buys.
    func distributor(of buyer: OrganizationID) -> Code { code(of: buyer.distributor ?? buyer) }

    /// The store that buys; nil for an order on the brand.
    func store(of buyer: OrganizationID) -> Code? { buyer.kind == .store ? code(of: buyer) : nil }

    func code(of warehouse: WarehouseID) -> Code {
        snapshot.warehouses[warehouse]?.code ?? warehouses[warehouse]?.code ?? Code(stored: "")
    }

    func owner(of warehouse: WarehouseID) -> OrganizationID {
        snapshot.warehouses[warehouse]?.organization ?? warehouses[warehouse]?.owner ?? .headquarters
    }
}

extension Brand {
    /// The snapshot, read again when another server has just made one of these.
    func names(organizations: Set<OrganizationID> = [], warehouses: Set<WarehouseID> = []) async throws -> OrderNames {
        var missing: Set<CatalogPart> = []
        let snapshot = catalog.current
        let organizations = OrderNames.parties(organizations)
        let unknown = organizations.filter { snapshot.organizations[$0] == nil }
        if unknown.contains(where: { $0.kind != .store }) { missing.insert(.organizations) }
        if warehouses.contains(where: { snapshot.warehouses[$0] == nil }) { missing.insert(.warehouses) }
        try await catalog.reload(missing)
        var names = OrderNames(snapshot: catalog.current)
        // Stores are too many to be kept.
        let stores = unknown.filter { $0.kind == .store }
        if !stores.isEmpty { names.add(try await writer.run(OrganizationCodes(ids: stores.sorted()))) }
        return names
    }
}

extension Work {
    /// As the brand's, but what another server has just made is read inside the transaction: a work that holds a connection, and locks for which
    /// others wait, must not wait for a second connection.
    func names(organizations: Set<OrganizationID> = [], warehouses: Set<WarehouseID> = []) async throws -> OrderNames {
        let snapshot = brand.catalog.current
        var names = OrderNames(snapshot: snapshot)
        let newOrganizations = OrderNames.parties(organizations).filter { snapshot.organizations[$0] == nil }
        let newWarehouses = warehouses.filter { snapshot.warehouses[$0] == nil }
        guard !newOrganizations.isEmpty || !newWarehouses.isEmpty else { return names }
        let (foundOrganizations, foundWarehouses) = try await run(
            OrganizationCodes(ids: newOrganizations.sorted()), WarehouseNames(ids: newWarehouses.sorted()))
        names.add(foundOrganizations)
        names.add(foundWarehouses)
        return names
    }
}

extension OrderNames {
    fileprivate mutating func add(_ organizations: Rows<OrganizationCodes.Result>) {
        for row in organizations { self.organizations[row.id] = row.code }
    }

    fileprivate mutating func add(_ warehouses: Rows<WarehouseNames.Result>) {
        for row in warehouses { self.warehouses[row.id] = row }
    }
}

private struct WarehouseNames: Statement {
    struct Result: RowDecodable {
        let id: WarehouseID
        let code: Code
        let owner: OrganizationID
        init(from row: inout RowReader) throws {
            id = WarehouseID(try row.next())
            code = Code(stored: try row.next())
            owner = OrganizationID(try row.next())
        }
    }
    static let sql = "SELECT id, code, organization_id FROM warehouses WHERE id = ANY($1::int[])"
    let ids: [WarehouseID]

    func bind(_ parameters: inout Parameters) {
        parameters.append(ids.map(\.rawValue))
    }
}
