import Commerce

/// Codes of organisations and warehouses that orders name by their keys, from the snapshot: an order's shipments may name a warehouse that
/// row-level security would hide, which who sees the order may know.
struct OrderNames: Sendable {
    let snapshot: Snapshot

    func code(of organization: OrganizationID) -> Code {
        snapshot.organizations[organization]?.code ?? Code(stored: "")
    }

    func code(of warehouse: WarehouseID) -> Code {
        snapshot.warehouses[warehouse]?.code ?? Code(stored: "")
    }
}

extension Brand {
    /// The snapshot, read again when another server has just made one of these.
    func names(organizations: Set<OrganizationID> = [], warehouses: Set<WarehouseID> = []) async throws -> OrderNames {
        var missing: Set<CatalogPart> = []
        let snapshot = catalog.current
        if organizations.contains(where: { snapshot.organizations[$0] == nil }) { missing.insert(.organizations) }
        if warehouses.contains(where: { snapshot.warehouses[$0] == nil }) { missing.insert(.warehouses) }
        try await catalog.reload(missing)
        return OrderNames(snapshot: catalog.current)
    }
}
