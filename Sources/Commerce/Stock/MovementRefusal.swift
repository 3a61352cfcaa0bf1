/// Why a stock movement is refused; nothing of it is kept.
package enum MovementRefusal: Refusal, Equatable {
    /// What may be taken of a line that asks for more.
    package struct Shortfall: Equatable, Sendable {
        package let line: Int
        package let wantedUnits: Int64
        package let availableUnits: Int64

        package init(line: Int, wantedUnits: Int64, availableUnits: Int64) {
            self.line = line
            self.wantedUnits = wantedUnits
            self.availableUnits = availableUnits
        }
    }

    /// A lot of which something else is known than a line says, or brings along.
    package struct LotConflict: Equatable, Sendable {
        package let line: Int
        /// The line's field that it is about.
        package let field: String
        package let lot: Code
        package let known: CalendarDay?

        package init(line: Int, field: String, lot: Code, known: CalendarDay?) {
            self.line = line
            self.field = field
            self.lot = lot
            self.known = known
        }
    }

    /// Faults of the draft itself.
    case faults([Fault])
    case unknownSKUs(lines: [Int])
    /// Lines that would make a row too large to be counted.
    case tooMuch(lines: [Int])
    case outOfStock([Shortfall])
    /// Lines that name a lot which the warehouse has never had of the SKU.
    case unknownLots(lines: [Int])
    case lotDatesDiffer([LotConflict])
    /// The caller sees the warehouse, but its stock isn't the caller's to move.
    case notYours(Code)

    package var reason: Reason {
        switch self {
        case .faults(let faults):
            return .invalid(faults) ?? Reason(.invalid, "INVALID_REQUEST", "The movement can't be meant like this.")
        case .unknownSKUs(let lines):
            return Reason(
                .invalid, "UNKNOWN_SKU", "There is no SKU of this code.",
                faults: lines.map { Fault("/lines/\($0)/sku", "UNKNOWN_SKU", "There is no SKU of this code.") })
        case .tooMuch(let lines):
            let detail = "A warehouse holds at most \(MovementPlan.maxOnHand) bottles of a SKU."
            return Reason(.invalid, "OUT_OF_RANGE", detail, faults: lines.map { Fault("/lines/\($0)/units", "OUT_OF_RANGE", detail) })
        case .outOfStock(let shortfalls):
            return Reason(
                .conflict, "OUT_OF_STOCK", "Only what nobody holds can be taken away.",
                faults: shortfalls.map {
                    Fault(
                        "/lines/\($0.line)/units", "OUT_OF_STOCK", "\($0.availableUnits) of \($0.wantedUnits) bottles are held by nobody.",
                        figures: [Figure("available", $0.availableUnits)])
                })
        case .unknownLots(let lines):
            let detail = "The warehouse has had no such lot of this SKU."
            return Reason(.invalid, "UNKNOWN_LOT", detail, faults: lines.map { Fault("/lines/\($0)/lot", "UNKNOWN_LOT", detail) })
        case .lotDatesDiffer(let conflicts):
            return Reason(
                .conflict, "LOT_DATE_DIFFERS", "A lot has the same dates wherever it lies.",
                faults: conflicts.map {
                    let known = $0.known?.text ?? "no such day"
                    return Fault("/lines/\($0.line)/\($0.field)", "LOT_DATE_DIFFERS", "Of lot \($0.lot) is known: \(known).")
                })
        case .notYours(let warehouse):
            return Reason(.forbidden, "NOT_PERMITTED", "The stock of warehouse \(warehouse) is not yours to move like this.")
        }
    }
}
