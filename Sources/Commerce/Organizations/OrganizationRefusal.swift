/// Why an organisation is not made or changed.
package enum OrganizationRefusal: Refusal, Equatable {
    /// There is none of this code within the caller's reach.
    case unknown
    /// The same, of the parent that a new one names.
    case unknownParent
    case codeTaken(Code)
    case wrongKind(parent: OrganizationKind)
    /// The parent has as many children as the tree can number.
    case tooManyChildren
    /// Only a node above may change an organisation.
    case ownNode

    package var reason: Reason {
        switch self {
        case .unknown: .absent("organisation")
        case .unknownParent:
            Reason(
                .absent, "NOT_FOUND", "There is no such organisation to hang it from.",
                faults: [Fault("/parent", "UNKNOWN_ORGANIZATION", "There is no such organisation to hang it from.")])
        case .codeTaken(let code):
            Reason(
                .conflict, "CODE_TAKEN", "Another organisation is called \(code).",
                faults: [Fault("/code", "CODE_TAKEN", "Another organisation is called \(code).")])
        case .wrongKind(let parent):
            Self.invalid(
                "/kind", "WRONG_KIND",
                parent.below.map { "Below a \(parent.rawValue) stands a \($0.rawValue)." } ?? "Nothing stands below a \(parent.rawValue).")
        case .tooManyChildren: Reason(.conflict, "TOO_MANY_ORGANIZATIONS", "There is no room for another organisation below this one.")
        case .ownNode: Reason(.forbidden, "NOT_PERMITTED", "An organisation is changed by one above it.")
        }
    }

    private static func invalid(_ pointer: String, _ code: String, _ detail: String) -> Reason {
        Reason(.invalid, code, detail, faults: [Fault(pointer, code, detail)])
    }
}
