package import Commerce
import Postgres

extension Brand {
    /// A shipment, for the side of its buyer and the side of the warehouse that sends it.
    /// - Throws: 404 when there is none within the caller's reach.
    package func shipment(_ id: ShipmentID, as caller: Caller) async throws -> ShipmentView {
        let (_, heads, lines) = try await request.transaction(.oneMoment) { transaction in
            try await transaction.commit(
                with: SetCaller(caller), ShipmentByID(id: id, reach: caller.organization.reach), ShipmentLines(shipments: [id]))
        }
        guard let head = heads.first else { throw Reason.absent("shipment") }
        return head.view(lines, try await names(organizations: [head.organization], warehouses: [head.warehouse]))
    }
}

extension Work {
    /// The shipment as this work leaves it.
    func shipmentView(_ id: ShipmentID) async throws -> ShipmentView {
        let (heads, lines) = try await run(
            ShipmentByID(id: id, reach: OrganizationID.headquarters.reach), ShipmentLines(shipments: [id]))
        guard let head = heads.first else { throw Reason.absent("shipment") }
        return head.view(lines, try await names(organizations: [head.organization], warehouses: [head.warehouse]))
    }
}
