import Commerce
import Postgres

extension StockHistory {
    /// - Throws: 409 when any kind of row is beyond `limits`.
    init(
        _ opening: Rows<ReadOpeningStock.Result>, _ changes: Rows<ReadStockChanges.Result>, _ demand: Rows<ReadDemand.Result>,
        openRegions: Rows<ReadOpenRegions.Result>, _ limits: PoolHistoryLimits, _ snapshot: Snapshot
    ) throws {
        for count in [opening.count, changes.count, demand.count] { try limits.check(count) }
        let demand = demand.map(\.demand)
        let open = Set(openRegions.map { OrganizationID($0) })
        let distributors = Set(demand.compactMap(\.buyer.distributor))
        let router = Router(snapshot: snapshot, openRegions: open)
        self.init(
            opening: Dictionary(uniqueKeysWithValues: opening.map { ($0.row, $0.level) }), changes: changes.map(\.change), demand: demand,
            routes: Dictionary(uniqueKeysWithValues: distributors.map { ($0, router.routes(of: $0)) }),
            packUnits: Dictionary(uniqueKeysWithValues: snapshot.skus.all.map { ($0.id, $0.packUnits) }))
    }

    /// Who is asked for a distributor's orders by the sourcing policy in force, of each tier the nearest first, between equal ones the lower code.
    private struct Router {
        let snapshot: Snapshot
        let openRegions: Set<OrganizationID>

        func routes(of distributor: OrganizationID) -> StockHistory.Routes {
            let policy = snapshot.sourcing.policy
            let place = snapshot.organizations[distributor]?.place.map { SpherePoint($0) }
            let near = snapshot.warehouses.brand.filter(\.active).map { warehouse in
                (warehouse: warehouse, metres: place.map { warehouse.bearing.roadMetres(to: $0, roadFactorBps: policy.roadFactorBps) } ?? 0)
            }.filter { entry in
                policy.maxDistanceKm.map { entry.metres <= Int64($0) * 1000 } ?? true
            }.sorted { ($0.metres, $0.warehouse.code) < ($1.metres, $1.warehouse.code) }.map(\.warehouse)
            let region = distributor.region
            let isOpen = region.map { openRegions.contains($0) } ?? false
            return StockHistory.Routes(
                own: snapshot.warehouses.own(of: distributor).filter(\.active).map(\.id),
                region: near.filter { $0.kind == .region && $0.organization == region }.map(\.id),
                headquarters: near.filter { $0.kind == .hq }.map(\.id),
                otherRegions: near.filter { $0.kind == .region && $0.organization != region }.map(\.id),
                brandTiers: policy.tiers, storefrontTiers: isOpen ? [.own, .pool, .region] : [.own, .pool])
        }
    }
}
