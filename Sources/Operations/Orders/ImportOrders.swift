package import Commerce

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
    /// An order is known by its client, its buyer and its reference for as long as answers are kept. Sent again, alone or in another sheet, it
    /// is answered as the first time and not placed twice, whatever has changed since; with other lines it is a fault
    /// (`ORDER_REF_REUSED`). One that was refused is tried anew.
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
        let request = IdempotentRequest(
            clientID: caller.clientID, route: "imported order", key: order.name, body: Array(order.content.utf8))
        let orderRef = order.orderRef
        do {
            return SheetOutcome(
                answer: try await placeOrder(
                    draft, by: caller, once: request, keepsRefusals: false, accepted: { placed(orderRef, $0) },
                    refused: { _ in StoredAnswer(status: 409, body: []) }
                ).answer)
        } catch IdempotencyRefusal.inProgress {
            throw IdempotencyRefusal.inProgress
        } catch IdempotencyRefusal.reused {
            return SheetOutcome(faults: [order.reused])
        } catch let refusal as any Refusal {
            return try await settled(order, refusal.reason, under: request)
        } catch {
            guard let reason = Unavailability.reason(of: error) else { throw error }
            return SheetOutcome(faults: order.faults(of: reason), isFinal: false)
        }
    }

    /// An order that is placed already is refused by what has changed since before its name is looked at: a SKU was discontinued, the buyer
    /// lost its place. It is accepted as it was.
    private func settled(_ order: SheetOrder, _ reason: Reason, under request: IdempotentRequest) async throws -> SheetOutcome {
        guard reason.isLasting else { return SheetOutcome(faults: order.faults(of: reason), isFinal: false) }
        do {
            if let first = try await storedAnswer(to: request) { return SheetOutcome(answer: first) }
        } catch IdempotencyRefusal.reused {
            return SheetOutcome(faults: [order.reused])
        }
        return SheetOutcome(faults: order.faults(of: reason))
    }
}

private struct SheetOutcome: Sendable {
    var answer: StoredAnswer?
    var faults: [RowFault] = []
    var isFinal = true
}

extension SheetOrder {
    fileprivate var reused: RowFault {
        RowFault(
            row: rows[0].row, column: OrderField.orderRef.rawValue, code: "ORDER_REF_REUSED",
            detail: "An order of this reference was placed with other lines; it stands as it is.")
    }
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
