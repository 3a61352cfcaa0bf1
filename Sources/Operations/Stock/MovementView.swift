package import Commerce

/// A stock movement that was booked.
package struct MovementView: Sendable, Equatable {
    package let id: ID<MovementEntity>
    package let at: Instant
    package let kind: MovementKind
    package let warehouse: Code
    package let toWarehouse: Code?
    package let reason: String
    package let lines: [MovementDraft.Line]
}

/// What one movement did to one SKU in one warehouse. The lines of one document share its id; those of a transfer stand in both
/// warehouses, with opposite signs.
package struct MovementLineView: Sendable, Equatable {
    package let id: ID<MovementEntity>
    package let at: Instant
    package let kind: MovementKind
    package let warehouse: Code
    package let sku: Code
    /// Added to what is on hand; negative when taken away.
    package let units: Int64
    package let reason: String
}
