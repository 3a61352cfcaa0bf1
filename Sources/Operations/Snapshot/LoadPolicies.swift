import Commerce
import Postgres

/// The last version is the one in force.
struct LoadPoolPolicy: Statement {
    struct Result: RowDecodable {
        let version: Int32
        let ratioBps: Int32
        let perDistributorBps: Int32
        init(from row: inout RowReader) throws {
            version = try row.next()
            ratioBps = try row.next()
            perDistributorBps = try row.next()
        }

        func policy(overrides: Rows<LoadPoolOverrides.Result>) -> PoolPolicy {
            PoolPolicy(
                version: Int(version), ratioBps: Int64(ratioBps), perDistributorBps: Int64(perDistributorBps),
                overrides: Dictionary(overrides.map { ($0.sku, $0.ratioBps) }) { _, last in last })
        }
    }
    static let sql = "SELECT version, ratio_bps, per_distributor_bps FROM pool_policies ORDER BY version DESC LIMIT 1"
    func bind(_ parameters: inout Parameters) {}
}

struct LoadPoolOverrides: Statement {
    struct Result: RowDecodable {
        let sku: SKUID
        let ratioBps: Int64
        init(from row: inout RowReader) throws {
            sku = SKUID(try row.next())
            ratioBps = try row.next()
        }
    }
    static let sql = """
        SELECT s.id, (o ->> 'ratioBps')::bigint
        FROM (SELECT overrides FROM pool_policies ORDER BY version DESC LIMIT 1) p, jsonb_array_elements(p.overrides) o
        JOIN skus s ON s.code = o ->> 'sku'
        """
    func bind(_ parameters: inout Parameters) {}
}

/// The last version; fields that it leaves out take their defaults.
struct LoadSourcingPolicy: Statement {
    struct Result: RowDecodable {
        let versioned: VersionedSourcingPolicy
        init(from row: inout RowReader) throws {
            let version: Int32 = try row.next()
            let tiers: [String]? = try row.next()
            let mode: String? = try row.next()
            let surcharges: [Int64]? = try row.next()
            let listed = tiers?.compactMap { SourcingTier(rawValue: $0) } ?? SourcingPolicy.standard.tiers
            let standard = SourcingPolicy.standard
            let shipmentFen: Int64? = try row.next()
            let freight: Int64? = try row.next()
            let maxShipments: Int64? = try row.next()
            let maxDistance: Int64? = try row.next()
            let allowPartial: Bool? = try row.next()
            let roadFactor: Int64? = try row.next()
            let speed: Int64? = try row.next()
            let handling: Int64? = try row.next()
            let policy = try SourcingPolicy(
                tiers: listed, tierMode: mode.flatMap { SourcingPolicy.TierMode(rawValue: $0) } ?? standard.tierMode,
                tierSurchargeFen: surcharges ?? listed.map { _ in 0 }, shipmentFen: shipmentFen ?? standard.shipmentFen,
                freightFenPerTonneKm: freight ?? standard.freightFenPerTonneKm, maxShipments: maxShipments.map { Int($0) },
                maxDistanceKm: maxDistance.map { Int($0) }, allowPartial: allowPartial ?? standard.allowPartial,
                roadFactorBps: roadFactor.map { Int($0) } ?? standard.roadFactorBps, speedKmh: speed.map { Int($0) } ?? standard.speedKmh,
                handlingMinutes: handling.map { Int($0) } ?? standard.handlingMinutes)
            versioned = VersionedSourcingPolicy(version: Int(version), policy: policy)
        }
    }
    static let sql = """
        SELECT version,
               CASE WHEN policy ? 'tiers' THEN ARRAY(SELECT jsonb_array_elements_text(policy -> 'tiers')) END,
               policy ->> 'tierMode',
               CASE WHEN policy ? 'tierSurchargeFen' THEN ARRAY(SELECT jsonb_array_elements_text(policy -> 'tierSurchargeFen')::bigint) END,
               (policy ->> 'shipmentFen')::bigint, (policy ->> 'freightFenPerTonneKm')::bigint, (policy ->> 'maxShipments')::bigint,
               (policy ->> 'maxDistanceKm')::bigint, (policy ->> 'allowPartial')::boolean, (policy ->> 'roadFactorBps')::bigint,
               (policy ->> 'speedKmh')::bigint, (policy ->> 'handlingMinutes')::bigint
        FROM sourcing_policies ORDER BY version DESC LIMIT 1
        """
    func bind(_ parameters: inout Parameters) {}
}
