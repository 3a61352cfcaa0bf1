extension OrderStatus {
    /// What an order is, by the units that wait and by its shipments: backordered while units wait, `awaiting` something while a shipment
    /// waits for that (an order with units that wait never does), confirmed while a shipment is on its way, fulfilled when all that was sent arrived, cancelled when nothing ever was or will be.
    ///
    /// - Parameter awaiting: What the order is while its shipments wait.
    package init(waitingUnits: Int64, shipments: some Sequence<ShipmentStatus>, awaiting: OrderStatus = .awaitingGroup) {
        var awaits = false
        var isUnderway = false
        var hasArrived = false
        for shipment in shipments {
            switch shipment {
            case .waiting: awaits = true
            case .released, .picked, .shipped: isUnderway = true
            case .delivered: hasArrived = true
            case .cancelled: break
            }
        }
        self = waitingUnits > 0 ? .backordered : awaits ? awaiting : isUnderway ? .confirmed : hasArrived ? .fulfilled : .cancelled
    }

    /// An order can be cancelled until its first shipment leaves, picked or not.
    /// - Throws: `CancelRefusal`.
    package func checkCancellable(shipments: some Sequence<ShipmentStatus>) throws(CancelRefusal) {
        guard self != .cancelled else { throw .cancelled }
        guard !shipments.contains(where: \.hasLeft) else { throw .shipped }
    }
}

/// Why an order isn't cancelled.
package enum CancelRefusal: Refusal, Equatable {
    /// It was cancelled before.
    case cancelled
    case shipped

    package var reason: Reason {
        switch self {
        case .cancelled: Reason(.conflict, "ORDER_CANCELLED", "The order is cancelled already.")
        case .shipped: Reason(.conflict, "ORDER_SHIPPED", "A shipment of the order has left; what arrives can be returned.")
        }
    }
}
