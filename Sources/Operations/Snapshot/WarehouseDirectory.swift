package import Commerce
import Glibc

package enum WarehouseKind: String, Sendable {
    case hq, region, distributor
}

package struct WarehouseRecord: Sendable {
    package let id: WarehouseID
    package let code: Code
    package let name: String
    package let organization: OrganizationID
    package let kind: WarehouseKind
    package let place: Coordinates
    package let active: Bool
    let bearing: SpherePoint

    init(
        id: WarehouseID, code: Code, name: String, organization: OrganizationID, kind: WarehouseKind, place: Coordinates, active: Bool
    ) {
        self.id = id
        self.code = code
        self.name = name
        self.organization = organization
        self.kind = kind
        self.place = place
        self.active = active
        self.bearing = SpherePoint(place)
    }
}

package struct WarehouseDirectory: Sendable {
    /// Headquarters' and regional warehouses in code order: what orders on the brand are sourced from.
    package let brand: [WarehouseRecord]
    private let byCode: [Code: WarehouseRecord]
    private let byID: [WarehouseID: WarehouseRecord]
    private let ofDistributors: [OrganizationID: [WarehouseRecord]]
    /// The one with the highest id, distributors' among them; nil when there is none.
    let last: WarehouseID?

    package var count: Int { byID.count }

    package init(_ records: [WarehouseRecord] = []) {
        byCode = Dictionary(records.map { ($0.code, $0) }) { first, _ in first }
        byID = Dictionary(records.map { ($0.id, $0) }) { first, _ in first }
        last = records.map(\.id).max()
        brand = records.filter { $0.kind != .distributor }.sorted { $0.code < $1.code }
        ofDistributors = Dictionary(grouping: records.filter { $0.kind == .distributor }.sorted { $0.code < $1.code }, by: \.organization)
    }

    /// A distributor's own warehouses in code order.
    func own(of distributor: OrganizationID) -> [WarehouseRecord] { ofDistributors[distributor] ?? [] }

    package subscript(code: Code) -> WarehouseRecord? { byCode[code] }
    package subscript(id: WarehouseID) -> WarehouseRecord? { byID[id] }
}

/// A place with the sines and cosines of its angles, so that many distances from it cost little.
package struct SpherePoint: Sendable {
    /// Mean earth radius R₁ of the IUGG, in metres.
    static let earthRadiusMetres = 6_371_008.8

    let latitude: Double
    let longitude: Double
    let cosineOfLatitude: Double

    package init(_ place: Coordinates) {
        self.init(latitudeDegrees: Double(place.latitudeE6) / 1e6, longitudeDegrees: Double(place.longitudeE6) / 1e6)
    }

    /// A place that isn't kept, as finely as it was said.
    package init(latitudeDegrees: Double, longitudeDegrees: Double) {
        latitude = latitudeDegrees * .pi / 180
        longitude = longitudeDegrees * .pi / 180
        cosineOfLatitude = cos(latitude)
    }

    /// Great circle by the haversine formula × the road factor, rounded to the metre once, at the end.
    package func roadMetres(to other: SpherePoint, roadFactorBps: Int) -> Int64 {
        let halfLatitude = sin((other.latitude - latitude) / 2)
        let halfLongitude = sin((other.longitude - longitude) / 2)
        let haversine = halfLatitude * halfLatitude + cosineOfLatitude * other.cosineOfLatitude * halfLongitude * halfLongitude
        return Int64((2 * Self.earthRadiusMetres * asin(min(1, haversine.squareRoot())) * Double(roadFactorBps) / 10_000).rounded())
    }
}
