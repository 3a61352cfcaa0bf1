package import Commerce
import Postgres

/// Why an order comes from where it does: the plan it was placed with, and the plans of units that were sourced later.
package struct OrderSourcing: Sendable {
    package struct Step: Sendable {
        package let at: Instant
        package let policyVersion: Int
        package let plan: SourcingPlan
    }

    package let order: OrderID
    package let number: String
    package let first: Step
    /// Backorders that were filled and shorts that were made good, in their order.
    package let later: [Step]
    /// Codes of every warehouse that was considered.
    package let warehouses: [Int32: Code]
    package let skus: [Int32: Code]
}

extension Brand {
    /// The stored traces of an order, for whoever reaches its buyer. They name every warehouse that was considered, and why not, also those that
    /// the caller doesn't see otherwise. A store is told what is sent to it and from where, not what else there was.
    /// - Throws: 404 when there is none within the caller's reach.
    package func sourcing(of id: OrderID, as caller: Caller) async throws -> OrderSourcing {
        let (heads, traces, lines) = try await read(
            as: caller, OrderNumber(id: id, reach: caller.organization.reach), OrderTraces(order: id), OrderLines(key: .order(id)))
        guard let head = heads.first else { throw Reason.absent("order") }
        let steps = try traces.map { trace in
            guard let plan = SourcingTrace.decode(trace.bytes) else { throw UnreadableTrace(order: id) }
            return OrderSourcing.Step(at: trace.at, policyVersion: trace.policyVersion, plan: caller.role == .store ? plan.shownToStore : plan)
        }
        guard let first = steps.first else { throw UnreadableTrace(order: id) }
        let keys = Set(steps.flatMap { $0.plan.considered.map(\.warehouse) + ($0.plan.runnerUp?.warehouses ?? []) + $0.plan.shipments.map(\.warehouse) })
        let names = try await names(warehouses: Set(keys.map { WarehouseID($0) }))
        return OrderSourcing(
            order: id, number: head.number, first: first, later: Array(steps.dropFirst()),
            warehouses: Dictionary(uniqueKeysWithValues: keys.map { ($0, names.code(of: WarehouseID($0))) }),
            skus: Dictionary(lines.map { ($0.sku.rawValue, $0.code) }) { first, _ in first })
    }
}

/// A trace is missing, or was written by something newer: a defect, never the caller's fault.
struct UnreadableTrace: Error {
    let order: OrderID
}

private struct OrderNumber: Statement {
    struct Result: RowDecodable {
        let number: String
        init(from row: inout RowReader) throws { number = try row.next() }
    }
    static let sql = "SELECT number FROM orders WHERE id = $1 AND organization_id >= $2 AND organization_id < $3"
    let id: OrderID
    let reach: Range<OrganizationID>

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
    }
}

/// One look into the index of each month's partition. The order's own trace has its time; later ones may come from a server whose clock
/// is behind.
private struct OrderTraces: Statement {
    struct Result: RowDecodable {
        let at: Instant
        let policyVersion: Int
        let bytes: [UInt8]
        init(from row: inout RowReader) throws {
            at = Instant(try row.next(Timestamp.self))
            policyVersion = Int(try row.next(Int32.self))
            bytes = try row.next(Bytes.self).bytes
        }
    }
    static let sql = """
        SELECT t.placed_at, t.policy_version, t.trace FROM order_traces t
        WHERE t.order_id = $1
        ORDER BY t.placed_at <> (SELECT o.placed_at FROM orders o WHERE o.id = t.order_id), t.placed_at
        """
    let order: OrderID

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
    }
}
