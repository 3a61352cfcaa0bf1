/// What is done with a return. Headquarters decides on it; whoever the goods come back to receives it.
package enum ReturnStep: String, CaseIterable, Sendable {
    case accept, refuse, receive
}

extension ReturnStatus {
    /// requested → accepted → refunded, or refused. An accepted return is refunded when the last of its units is received.
    ///
    /// - Parameter awaitedUnits: what is still to come after the step.
    /// - Throws: `ReturnRefusal.wrongStatus`.
    package func after(_ step: ReturnStep, awaitedUnits: Int64 = 0) throws(ReturnRefusal) -> ReturnStatus {
        switch (self, step) {
        case (.requested, .accept): return .accepted
        case (.requested, .refuse): return .refused
        case (.accepted, .receive): return awaitedUnits > 0 ? .accepted : .refunded
        default: throw .wrongStatus(step, self)
        }
    }
}

/// What becomes of goods that came back.
package enum ReturnDisposition: String, CaseIterable, Sendable {
    /// They are sold again.
    case restock
    /// They are kept apart until somebody has looked at them.
    case quarantine
    case scrap
}
