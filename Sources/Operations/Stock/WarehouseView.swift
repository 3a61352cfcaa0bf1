package import Commerce

/// A warehouse as a caller sees it: its own, one below it, or one that a node above publishes.
package struct WarehouseView: Sendable, Equatable {
    package let code: Code
    package let name: String
    package let kind: WarehouseKind
    package let organization: Code
    package let place: Coordinates
    package let active: Bool
}
