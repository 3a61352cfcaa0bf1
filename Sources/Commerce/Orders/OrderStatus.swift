/// The life of an order: confirmed, or backordered while units wait → fulfilled when all is delivered; cancelled before anything ships.
/// One that joins a group buy awaits its group first: everything is held, and nothing is worked on. One that is sold in advance awaits its
/// balance (after its group), and its shipments go on waiting once that is paid, until they may leave.
package enum OrderStatus: String, CaseIterable, Sendable {
    case awaitingGroup, awaitingBalance, confirmed, backordered, fulfilled, cancelled
}

/// The life of a shipment: released → picked → shipped → delivered, or cancelled before it ships. One whose order awaits its group or
/// its balance, or is sold to ship later, waits before it is released.
package enum ShipmentStatus: String, CaseIterable, Sendable {
    case waiting, released, picked, shipped, delivered, cancelled
}

/// The life of a return. Received units are refunded at once, so `received` is never seen at rest.
package enum ReturnStatus: String, CaseIterable, Sendable {
    case requested, accepted, refunded, refused
}
