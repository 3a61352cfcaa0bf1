package import Commerce
import Crypto

/// What came of a sheet of orders.
package struct OrderImport: Sendable {
    /// What `placed` made of the orders that are placed, in the order of the sheet.
    package let placed: [StoredAnswer]
    /// Orders that aren't.
    package let rejected: Int
    /// Why, in order of row.
    package let faults: [RowFault]
    /// Whether sending the sheet again at once would change nothing: no order was turned away for want of capacity.
    package let isFinal: Bool
}

extension Brand {
    /// Places the orders of a sheet, each by itself: one that can't be placed leaves the others alone and has its rows named.
    ///
    /// An order is known by its client, its reference and its lines for as long as answers are kept. Sent again, alone or in another sheet,
    /// it is answered as the first time and not placed twice; one that was refused is tried anew.
    ///
    /// - Parameter placed: Makes what is kept of an order that is placed.
    /// - Throws: `IdempotencyRefusal.inProgress` while one of its orders is being placed by another request.
    package func importOrders(
        _ sheet: OrderSheet, by caller: Caller, placed: @escaping @Sendable (_ orderRef: String, OrderView) -> StoredAnswer
    ) async throws -> OrderImport {
        var outcomes = [SheetOutcome?](repeating: nil, count: sheet.orders.count)
        try await withThrowingTaskGroup(of: (Int, SheetOutcome).self) { group in
            var next = 0
            func start() {
                guard next < sheet.orders.count else { return }
                let place = next
                let order = sheet.orders[place]
                next += 1
                group.addTask { (place, try await self.place(order, by: caller, placed: placed)) }
            }
            for _ in 0..<Self.importWidth { start() }
            while let (place, outcome) = try await group.next() {
                outcomes[place] = outcome
                start()
            }
        }
        let settled = outcomes.compactMap { $0 }
        return OrderImport(
            placed: settled.compactMap(\.answer), rejected: settled.count { $0.answer == nil },
            faults: settled.flatMap(\.faults).sorted { $0.row < $1.row }, isFinal: settled.allSatisfy(\.isFinal))
    }

    /// Orders of one sheet that are on their way at a time: enough to fill the intake's batches, few enough to leave others their turn.
    private static let importWidth = 16

    private func place(
        _ order: SheetOrder, by caller: Caller, placed: @escaping @Sendable (String, OrderView) -> StoredAnswer
    ) async throws -> SheetOutcome {
        guard let draft = order.draft else { return SheetOutcome(faults: order.faults) }
        let identity = Array(order.identity.utf8)
        let digest = SHA256.hash(data: identity).map { String($0, radix: 16) }.joined(separator: ".")
        let request = IdempotentRequest(clientID: caller.clientID, route: "imported order", key: digest, body: identity)
        let orderRef = order.orderRef
        do {
            let answered = try await placeOrder(
                draft, by: caller, once: request, keepsRefusals: false, accepted: { placed(orderRef, $0) },
                refused: { _ in StoredAnswer(status: 409, body: []) })
            return SheetOutcome(answer: answered.answer)
        } catch IdempotencyRefusal.inProgress {
            throw IdempotencyRefusal.inProgress
        } catch let refusal as any Refusal {
            return SheetOutcome(faults: order.faults(of: refusal.reason), isFinal: refusal.reason.isLasting)
        } catch {
            guard let reason = Unavailability.reason(of: error) else { throw error }
            return SheetOutcome(faults: order.faults(of: reason), isFinal: false)
        }
    }
}

private struct SheetOutcome: Sendable {
    var answer: StoredAnswer?
    var faults: [RowFault] = []
    var isFinal = true
}

extension Reason {
    /// Whether the same would be refused again at once.
    fileprivate var isLasting: Bool {
        switch kind {
        case .unavailable, .tooMany: false
        case .invalid, .unreadable, .conflict, .forbidden, .absent: true
        }
    }
}
