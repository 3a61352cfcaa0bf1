import Commerce
import Testing

@Suite struct OrderSettlingTests {
    @Test(arguments: [
        (0, [.released], .confirmed),
        (0, [.delivered, .picked], .confirmed),
        (0, [.delivered, .shipped], .confirmed),
        (0, [.delivered, .cancelled], .fulfilled),
        (0, [.delivered], .fulfilled),
        (0, [.cancelled], .cancelled),
        (0, [], .cancelled),
        (0, [.waiting], .awaitingGroup),
        (0, [.waiting, .cancelled], .awaitingGroup),
        (1, [], .backordered),
        (1, [.delivered], .backordered),
        (1, [.cancelled], .backordered),
    ] as [(Int64, [ShipmentStatus], OrderStatus)])
    func `an order is what its waiting units and shipments make it`(waiting: Int64, shipments: [ShipmentStatus], status: OrderStatus) {
        #expect(OrderStatus(waitingUnits: waiting, shipments: shipments) == status)
    }

    @Test func `while its shipments wait, it is what it awaits`() {
        #expect(OrderStatus(waitingUnits: 0, shipments: [.waiting], awaiting: .awaitingBalance) == .awaitingBalance)
        #expect(OrderStatus(waitingUnits: 0, shipments: [.released], awaiting: .awaitingBalance) == .confirmed)
    }

    @Test(arguments: [
        (.awaitingGroup, [.waiting], nil),
        (.confirmed, [.released, .picked], nil),
        (.backordered, [], nil),
        (.backordered, [.cancelled, .released], nil),
        (.confirmed, [.picked, .shipped], .shipped),
        (.backordered, [.delivered], .shipped),
        (.fulfilled, [.delivered], .shipped),
        (.cancelled, [.cancelled], .cancelled),
    ] as [(OrderStatus, [ShipmentStatus], CancelRefusal?)])
    func `an order is cancelled until its first shipment leaves`(status: OrderStatus, shipments: [ShipmentStatus], refusal: CancelRefusal?) {
        let thrown: CancelRefusal?
        do {
            try status.checkCancellable(shipments: shipments)
            thrown = nil
        } catch {
            thrown = error
        }
        #expect(thrown == refusal)
    }
}
