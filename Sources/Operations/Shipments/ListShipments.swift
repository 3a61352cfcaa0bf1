package import Commerce
import Postgres

extension Brand {
    /// Shipments that the caller's side buys or sends, newest first.
    /// - Throws: 404 when `warehouse` names none that the caller sees or gets anything from.
    package func shipments(warehouse: Code?, status: ShipmentStatus?, page: PageRequest, as caller: Caller) async throws -> Page<ShipmentView> {
        let place = ShipmentPlace(before: try page.beforeID(), status: status, limit: page.fetchLimit)
        let reach = caller.organization.reach
        let heads: [ShipmentHead]
        if let warehouse {
            guard let found = try await self.warehouse(named: warehouse) else { throw Reason.absent("warehouse") }
            heads = Array(try await read(as: caller, ListWarehouseShipments(place: place, warehouse: found.id, reach: reach)))
            if heads.isEmpty, !caller.seesWarehouses(of: found.organization) { throw Reason.absent("warehouse") }
        } else if caller.role == .distributor || caller.role == .store {
            heads = Array(try await read(as: caller, ListOwnShipments(place: place, reach: reach)))
        } else {
            heads = Array(try await read(as: caller, ListShipments(place: place, reach: reach)))
        }
        let lines = Dictionary(grouping: try await read(as: caller, ShipmentLines(shipments: heads.map(\.id))), by: \.shipment)
        let names = try await names(organizations: Set(heads.map(\.organization)), warehouses: Set(heads.map(\.warehouse)))
        return Page(heads, for: page) { String($0.id.rawValue) }.map { $0.view(lines[$0.id] ?? [], names) }
    }

    /// A warehouse by its code; looked for in the database before it is said not to be there.
    private func warehouse(named code: Code) async throws -> WarehouseRecord? {
        if let found = catalog.current.warehouses[code] { return found }
        guard try await writer.run(WarehousesNamed(codes: [code])).first != nil else { return nil }
        try await catalog.reload([.warehouses])
        return catalog.current.warehouses[code]
    }
}

/// Where a list of shipments goes on, and which are listed.
private struct ShipmentPlace: Sendable {
    let before: Int64
    let status: ShipmentStatus?
    let limit: Int64

    static let condition = "s.id < $1 AND ($2::text IS NULL OR s.status = $2)"
    static let end = "ORDER BY s.id DESC LIMIT $3"

    func bind(_ parameters: inout Parameters) {
        parameters.append(before)
        parameters.append(status?.rawValue)
        parameters.append(limit)
    }
}

/// Everybody's in reach: the primary key backwards, of which a region's shipments are a fair part.
private struct ListShipments: Statement {
    typealias Result = ShipmentHead

    static let sql = ShipmentHead.select + " WHERE \(ShipmentPlace.condition) AND \(ShipmentHead.within("$4", "$5")) \(ShipmentPlace.end)"
    let place: ShipmentPlace
    let reach: Range<OrganizationID>

    func bind(_ parameters: inout Parameters) {
        place.bind(&parameters)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
    }
}

/// One warehouse's: its part of (warehouse_id, id DESC).
private struct ListWarehouseShipments: Statement {
    typealias Result = ShipmentHead

    static let sql = ShipmentHead.select
        + " WHERE \(ShipmentPlace.condition) AND s.warehouse_id = $6 AND \(ShipmentHead.within("$4", "$5")) \(ShipmentPlace.end)"
    let place: ShipmentPlace
    let warehouse: WarehouseID
    let reach: Range<OrganizationID>

    func bind(_ parameters: inout Parameters) {
        place.bind(&parameters)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
        parameters.append(warehouse.rawValue)
    }
}

/// One buyer's are few among all: found by its orders, and sorted. What a distributor's own warehouse sends has its orders below it.
private struct ListOwnShipments: Statement {
    typealias Result = ShipmentHead

    static let sql = ShipmentHead.select + """
         WHERE \(ShipmentPlace.condition)
         AND s.order_id IN (SELECT o.id FROM orders o WHERE o.organization_id >= $4 AND o.organization_id < $5) \(ShipmentPlace.end)
        """
    let place: ShipmentPlace
    let reach: Range<OrganizationID>

    func bind(_ parameters: inout Parameters) {
        place.bind(&parameters)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
    }
}
