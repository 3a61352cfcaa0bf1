/// What people do with a shipment. The warehouse picks, ships and shorts it; the buyer says that it arrived.
package enum ShipmentStep: String, CaseIterable, Sendable {
    case pick, ship, deliver
    /// Some of it isn't there: the missing units leave the shipment, whether it is picked yet or not.
    case short

    /// In what state a shipment must be for it.
    package var startsFrom: Set<ShipmentStatus> {
        switch self {
        case .pick: [.released]
        case .ship: [.picked]
        case .deliver: [.shipped]
        case .short: [.released, .picked]
        }
    }
}

extension ShipmentStatus {
    /// Where a step leads, which is nowhere while it waits: released → picked → shipped → delivered. A short leaves the state as it is; what is left of the shipment goes on.
    /// - Throws: `ShipmentRefusal.wrongStatus` when the shipment isn't there yet, or is past it.
    package func after(_ step: ShipmentStep) throws(ShipmentRefusal) -> ShipmentStatus {
        guard step.startsFrom.contains(self) else { throw .wrongStatus(step, self) }
        switch step {
        case .pick: return .picked
        case .ship: return .shipped
        case .deliver: return .delivered
        case .short: return self
        }
    }

    /// Neither sent nor given up: its units are still held.
    package var isOpen: Bool { self == .waiting || self == .released || self == .picked }

    /// Whether it left its warehouse.
    package var hasLeft: Bool { self == .shipped || self == .delivered }
}
