import Commerce
import Postgres

/// The second ledger of a store's order, in the same transactions as the first: the brand's goods on it are charged to its distributor when
/// they leave, and given up when they are cancelled or shorted.
extension Work {
    /// Resolves what of the resolved holds is the brand's. The accounts are locked.
    func resolveSupply(_ parts: [ResolvedHold], as outcome: HoldOutcome, of order: LockedOrder) async throws {
        guard order.organization.kind == .store else { return }
        var units: [Int: Int64] = [:]
        for part in parts where part.hold.tier.isBrands { units[part.hold.line, default: 0] += part.units }
        guard !units.isEmpty else { return }
        let posted = outcome == .posted
        let lines = units.sorted { $0.key < $1.key }
        let charged = try await run(ResolveSupplyCharges(order: order.id, lines: lines, posted: posted))
        guard charged.count == lines.count else { throw BrokenOrder(order: order.id, line: lines[0].key) }
        try await chargeSupply(charged.reduce(0) { $0 + $1.fen }, to: order.organization.seller, posted ? parts.first?.hold.shipment : nil)
    }

    /// - Parameter shipment: What left; nil when nothing did, and what was held is free again.
    private func chargeSupply(_ fen: Int64, to distributor: OrganizationID, _ shipment: ShipmentID?) async throws {
        guard fen > 0 else { return }
        try await AccountRefusal.refusing {
            guard let shipment else {
                _ = try await self.run(MoveAccount(organization: distributor, heldFen: -fen))
                return
            }
            let transfer = InsertTransfer(
                id: try await self.newID(), at: self.now, kind: .supply, organization: distributor, amountFen: fen, reference: shipment.rawValue)
            let (_, _, transfers) = try await self.run(
                MoveAccount(organization: distributor, balanceFen: -fen, heldFen: -fen), OpenSellerAccounts(seller: .headquarters), transfer)
            guard transfers.affected == 1 else { throw Reason.absent("account") }
        }
    }

    /// The brand's goods came back from a store: what its distributor was charged for them returns to it.
    func refundSupply(
        _ parts: [(line: Int, warehouse: WarehouseID, units: Int64)], of order: LockedOrder, return id: ReturnID,
        owner: (WarehouseID) -> OrganizationID
    ) async throws {
        guard order.organization.kind == .store else { return }
        let distributor = order.organization.seller
        var units: [Int: Int64] = [:]
        for part in parts where owner(part.warehouse) != distributor { units[part.line, default: 0] += part.units }
        guard !units.isEmpty else { return }
        let returned = try await run(ReturnSupply(order: order.id, lines: units.sorted { $0.key < $1.key }))
        guard returned.count == units.count else { throw BrokenOrder(order: order.id, line: units.keys.min() ?? 0) }
        let fen = returned.reduce(0) { $0 + $1.fen }
        guard fen > 0 else { return }
        let transfer = InsertTransfer(
            id: try await newID(), at: now, kind: .supplyRefund, organization: distributor, amountFen: fen, reference: id.rawValue)
        try await AccountRefusal.refusing {
            let (_, _, transfers) = try await self.run(
                MoveAccount(organization: distributor, balanceFen: fen), OpenSellerAccounts(seller: .headquarters), transfer)
            guard transfers.affected == 1 else { throw Reason.absent("account") }
        }
    }
}

/// `supply_charges_resolved_once` refuses what was resolved before.
private struct ResolveSupplyCharges: Statement {
    typealias Result = ChargedFen

    static let sql = """
        UPDATE supply_charges c SET posted_units = c.posted_units + CASE WHEN $4 THEN u.units ELSE 0 END,
               voided_units = c.voided_units + CASE WHEN $4 THEN 0 ELSE u.units END
        FROM unnest($2::int[], $3::bigint[]) AS u (line_no, units)
        WHERE c.order_id = $1 AND c.line_no = u.line_no
        RETURNING c.unit_price_fen * u.units
        """
    let order: OrderID
    let lines: [(key: Int, value: Int64)]
    let posted: Bool

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
        parameters.append(lines.map { Int32($0.key) })
        parameters.append(lines.map(\.value))
        parameters.append(posted)
    }
}

/// `supply_charges_returned_within_posted` refuses more than was supplied.
private struct ReturnSupply: Statement {
    typealias Result = ChargedFen

    static let sql = """
        UPDATE supply_charges c SET returned_units = c.returned_units + u.units
        FROM unnest($2::int[], $3::bigint[]) AS u (line_no, units)
        WHERE c.order_id = $1 AND c.line_no = u.line_no
        RETURNING c.unit_price_fen * u.units
        """
    let order: OrderID
    let lines: [(key: Int, value: Int64)]

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
        parameters.append(lines.map { Int32($0.key) })
        parameters.append(lines.map(\.value))
    }
}

private struct ChargedFen: RowDecodable {
    let fen: Int64
    init(from row: inout RowReader) throws { fen = try row.next() }
}
