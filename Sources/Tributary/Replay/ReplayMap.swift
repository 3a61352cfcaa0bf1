import Commerce
import Operations

/// Where the replayed brand's regions and warehouses are, by a rule that knows only the stores' places: stores in three bands of equal
/// number from west to east, each cut into a southern and a northern half, make six regions. A region's warehouse stands at the store nearest
/// to the middle of its stores; headquarters has two, at the stores nearest to the middles of the western and the eastern half of all.
/// A store without a place belongs to the region of the one before it in the ledger's order and lies at that region's warehouse. When no store
/// has a place, everything lies at one point.
struct ReplayMap {
    static let bands = 3
    /// Des Moines, the capital of the state whose ledgers these are.
    private static let onePoint = Coordinates(storedLatitudeE6: 41_586_800, longitudeE6: -93_625_000)

    /// By store: its region, from 0.
    let regions: [Int]
    let places: [Coordinates]
    let regionWarehouses: [Coordinates]
    let headquartersWarehouses: [Coordinates]

    /// - Parameter known: by store, the place that the master file gives it.
    init(_ known: [Coordinates?]) {
        let placed = known.indices.filter { known[$0] != nil }
        let anywhere = placed.first.flatMap { known[$0] } ?? Self.onePoint
        func place(_ store: Int) -> Coordinates { known[store] ?? anywhere }
        let byLongitude = placed.sorted { (place($0).longitudeE6, $0) < (place($1).longitudeE6, $1) }
        var region = [Int?](repeating: nil, count: known.count)
        for band in 0..<Self.bands {
            let members = byLongitude[byLongitude.count * band / Self.bands..<byLongitude.count * (band + 1) / Self.bands]
                .sorted { (place($0).latitudeE6, $0) < (place($1).latitudeE6, $1) }
            for (position, store) in members.enumerated() { region[store] = band * 2 + (position * 2 < members.count ? 0 : 1) }
        }
        var last = 0
        var regions: [Int] = []
        for found in region {
            last = found ?? last
            regions.append(last)
        }
        let warehouses = (0..<Self.bands * 2).map { number in
            Self.nearestToMiddle(placed.filter { regions[$0] == number }.map(place)) ?? anywhere
        }
        let half = byLongitude.count / 2
        headquartersWarehouses = [byLongitude[..<half], byLongitude[half...]].map { Self.nearestToMiddle($0.map(place)) ?? anywhere }
        regionWarehouses = warehouses
        places = known.indices.map { known[$0] ?? warehouses[regions[$0]] }
        self.regions = regions
    }

    private static func nearestToMiddle(_ places: [Coordinates]) -> Coordinates? {
        guard !places.isEmpty else { return nil }
        let latitude = places.reduce(Int64(0)) { $0 + Int64($1.latitudeE6) } / Int64(places.count)
        let longitude = places.reduce(Int64(0)) { $0 + Int64($1.longitudeE6) } / Int64(places.count)
        guard let middle = Coordinates(latitudeE6: latitude, longitudeE6: longitude) else { return nil }
        let point = SpherePoint(middle)
        return places.min { SpherePoint($0).roadMetres(to: point, roadFactorBps: 10_000) < SpherePoint($1).roadMetres(to: point, roadFactorBps: 10_000) }
    }
}
