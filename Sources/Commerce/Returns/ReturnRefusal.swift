/// Why a return isn't taken up, decided or received.
package enum ReturnRefusal: Refusal, Equatable {
    /// A line that asks for more than there is.
    package struct Excess: Equatable, Sendable {
        package let line: Int
        package let wantedUnits: Int64
        package let possibleUnits: Int64

        package init(line: Int, wantedUnits: Int64, possibleUnits: Int64) {
            self.line = line
            self.wantedUnits = wantedUnits
            self.possibleUnits = possibleUnits
        }
    }

    case duplicateSKUs(lines: [Int])
    /// Lines whose SKU the order, or the return, has none of.
    case unknownSKUs(lines: [Int])
    /// More than was shipped and isn't returned or requested already.
    case moreThanShipped([Excess])
    /// More than the accepted return still awaits at the caller's warehouses.
    case moreThanAwaited([Excess])
    /// Lines that would put back on the shelf what was sold because it expires soon.
    case nearExpiry(lines: [Int])
    case wrongStatus(ReturnStep, ReturnStatus)
    /// The caller sees the order, but somebody else bought it.
    case anothersOrder
    /// Nothing of it goes back to the caller's warehouses.
    case anothersWarehouse

    package var reason: Reason {
        switch self {
        case .duplicateSKUs(let lines):
            return Self.invalid(lines, "DUPLICATE_SKU", "The SKU is on an earlier line.")
        case .unknownSKUs(let lines):
            return Self.invalid(lines, "UNKNOWN_SKU", "There is none of this SKU to give back.")
        case .moreThanShipped(let excesses):
            return Reason(
                .conflict, "RETURN_EXCEEDS_SHIPPED", "No more can be returned than was shipped and isn't returned yet.",
                faults: excesses.map {
                    Fault(
                        "/lines/\($0.line)/units", "RETURN_EXCEEDS_SHIPPED", "\($0.possibleUnits) bottles can be returned.",
                        figures: [Figure("returnableUnits", $0.possibleUnits)])
                })
        case .moreThanAwaited(let excesses):
            return Reason(
                .conflict, "RETURN_EXCEEDS_ACCEPTED", "No more can be received than the return still awaits here.",
                faults: excesses.map {
                    Fault(
                        "/lines/\($0.line)/units", "RETURN_EXCEEDS_ACCEPTED", "\($0.possibleUnits) bottles are awaited.",
                        figures: [Figure("awaitedUnits", $0.possibleUnits)])
                })
        case .nearExpiry(let lines):
            let detail = "What was sold because it expires soon isn't restocked."
            return Reason(
                .invalid, "MUST_QUARANTINE", detail, faults: lines.map { Fault("/lines/\($0)/disposition", "MUST_QUARANTINE", detail) })
        case .wrongStatus(let step, let status):
            return Reason(
                .conflict, step == .receive ? "RETURN_NOT_ACCEPTED" : "RETURN_NOT_REQUESTED",
                "The return is \(status.rawValue); only \(step == .receive ? "an accepted one can be received" : "a requested one can be decided").")
        case .anothersOrder:
            return Reason(.forbidden, "NOT_PERMITTED", "What was bought is returned by its buyer.")
        case .anothersWarehouse:
            return Reason(.forbidden, "NOT_PERMITTED", "A return is received where its goods were shipped from, or by the buyer's region.")
        }
    }

    private static func invalid(_ lines: [Int], _ code: String, _ detail: String) -> Reason {
        Reason(.invalid, code, detail, faults: lines.map { Fault("/lines/\($0)/sku", code, detail) })
    }
}
