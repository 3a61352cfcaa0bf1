/// How a hold on stock ends.
package enum HoldOutcome: Sendable {
    /// The goods left: they are no longer on hand.
    case posted
    /// The goods are free again.
    case voided
    /// The goods aren't there: nobody holds them, and they are no longer on hand.
    case missing

    package var leavesStock: Bool { self != .voided }
}
