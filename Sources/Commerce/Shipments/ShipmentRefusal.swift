/// Why a shipment is left as it is.
package enum ShipmentRefusal: Refusal, Equatable {
    /// A SKU of which more is said to be missing than the shipment still holds.
    package struct Excess: Equatable, Sendable {
        /// Index of the line that asks.
        package let line: Int
        package let missingUnits: Int64
        package let pendingUnits: Int64

        package init(line: Int, missingUnits: Int64, pendingUnits: Int64) {
            self.line = line
            self.missingUnits = missingUnits
            self.pendingUnits = pendingUnits
        }
    }

    /// A line of the order that can't be picked without lots past their last day.
    package struct Expired: Equatable, Sendable {
        package let line: Int
        /// What other lots don't have.
        package let missingUnits: Int64
        package let expiredUnits: Int64

        package init(line: Int, missingUnits: Int64, expiredUnits: Int64) {
            self.line = line
            self.missingUnits = missingUnits
            self.expiredUnits = expiredUnits
        }
    }

    case wrongStatus(ShipmentStep, ShipmentStatus)
    /// The caller sees the shipment, but it leaves another organisation's warehouse.
    case anothersWarehouse
    /// The caller sees the shipment, but somebody else bought what is in it.
    case anothersOrder
    /// Lines whose SKU isn't in the shipment.
    case unknownSKUs(lines: [Int])
    case duplicateSKUs(lines: [Int])
    case unknownAndDuplicateSKUs(unknown: [Int], duplicate: [Int])
    case moreThanPending([Excess])
    case lotsExpired([Expired])

    package var reason: Reason {
        switch self {
        case .wrongStatus(let step, let status):
            return Reason(.conflict, Self.code(of: step), "The shipment is \(status.rawValue); \(Self.rule(of: step)).")
        case .anothersWarehouse:
            return Reason(.forbidden, "NOT_PERMITTED", "A shipment is handled by the organisation whose warehouse it leaves.")
        case .anothersOrder:
            return Reason(.forbidden, "NOT_PERMITTED", "The arrival of a shipment is confirmed by its buyer.")
        case .unknownSKUs(let lines):
            return Self.invalid(lines, "UNKNOWN_SKU", "The shipment has none of this SKU.")
        case .duplicateSKUs(let lines):
            return Self.invalid(lines, "DUPLICATE_SKU", "The SKU is on an earlier line.")
        case .unknownAndDuplicateSKUs(let unknown, let duplicate):
            let faults = Self.unknownSKUs(lines: unknown).reason.faults + Self.duplicateSKUs(lines: duplicate).reason.faults
            return .invalid(faults) ?? Self.unknownSKUs(lines: unknown).reason
        case .moreThanPending(let excesses):
            return Reason(
                .conflict, "MISSING_EXCEEDS_PENDING", "More is said to be missing than the shipment holds.",
                faults: excesses.map {
                    Fault(
                        "/lines/\($0.line)/missingUnits", "MISSING_EXCEEDS_PENDING", "The shipment holds \($0.pendingUnits) bottles of it.",
                        figures: [Figure("pendingUnits", $0.pendingUnits)])
                })
        case .lotsExpired(let lines):
            return Reason(
                .conflict, "LOT_EXPIRED", "Only lots past their last day are left: adjust them away, or short the shipment.",
                faults: lines.map {
                    Fault(
                        "/lines/\($0.line)", "LOT_EXPIRED", "\($0.missingUnits) bottles are missing but for \($0.expiredUnits) of expired lots.",
                        figures: [Figure("missingUnits", $0.missingUnits), Figure("expiredUnits", $0.expiredUnits)])
                },
                figures: [Figure("missingUnits", lines.reduce(0) { $0 + $1.missingUnits })])
        }
    }

    private static func code(of step: ShipmentStep) -> String {
        switch step {
        case .pick: "SHIPMENT_NOT_RELEASED"
        case .ship: "SHIPMENT_NOT_PICKED"
        case .deliver: "SHIPMENT_NOT_SHIPPED"
        case .short: "SHIPMENT_NOT_OPEN"
        }
    }

    private static func rule(of step: ShipmentStep) -> String {
        switch step {
        case .pick: "only a released one can be picked"
        case .ship: "only a picked one can be shipped"
        case .deliver: "only a shipped one can be delivered"
        case .short: "only a released or picked one can be shorted"
        }
    }

    private static func invalid(_ lines: [Int], _ code: String, _ detail: String) -> Reason {
        Reason(.invalid, code, detail, faults: lines.map { Fault("/lines/\($0)/sku", code, detail) })
    }
}
