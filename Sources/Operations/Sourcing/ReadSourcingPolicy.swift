package import Commerce
import Postgres

/// The sourcing policy in force, which headquarters publishes to all.
package struct SourcingPolicyView: Sendable {
    package let version: Int
    package let policy: SourcingPolicy
}

extension Brand {
    package func sourcingPolicy(as caller: Caller) async throws -> SourcingPolicyView {
        let (rows) = try await read(as: caller, LoadSourcingPolicy())
        let stored = rows.first?.versioned ?? .initial
        return SourcingPolicyView(version: stored.version, policy: stored.policy)
    }
}

extension SourcingPolicy {
    /// Every field under its name; a limit that isn't set is left out.
    package func write(_ json: inout JSONObjectWriter) {
        json.array("tiers", tiers.map(\.rawValue))
        json.field("tierMode", tierMode.rawValue)
        json.array("tierSurchargeFen") { list in
            for fen in tierSurchargeFen { list.value(fen) }
        }
        json.field("shipmentFen", shipmentFen)
        json.field("freightFenPerTonneKm", freightFenPerTonneKm)
        json.fieldIfPresent("maxShipments", maxShipments)
        json.fieldIfPresent("maxDistanceKm", maxDistanceKm)
        json.field("allowPartial", allowPartial)
        json.field("roadFactorBps", roadFactorBps)
        json.field("speedKmh", speedKmh)
        json.field("handlingMinutes", handlingMinutes)
    }
}
