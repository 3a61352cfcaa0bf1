import Commerce
import Testing
@testable import Tributary

struct ReplayMapTests {
    private func place(_ latitude: Int32, _ longitude: Int32) -> Coordinates {
        Coordinates(storedLatitudeE6: latitude * 1_000_000, longitudeE6: longitude * 1_000_000)
    }

    @Test func `three bands from west to east, each cut in two, make six regions`() {
        let stores = [place(41, -96), place(42, -95), place(41, -94), place(42, -93), place(41, -92), place(42, -91)]
        let map = ReplayMap(stores)
        #expect(map.regions == [0, 1, 2, 3, 4, 5])
        #expect(map.regionWarehouses == stores)
        #expect(map.headquartersWarehouses == [stores[1], stores[4]])
        #expect(map.places == stores)
    }

    @Test func `a store without a place lies at the warehouse of the region of the one before it`() {
        let map = ReplayMap([nil, place(41, -96), place(42, -95), place(41, -94), nil, place(42, -93)])
        #expect(map.regions.count == 6)
        #expect(map.regions[0] == 0)
        #expect(map.regions[4] == map.regions[3])
        #expect(map.places[4] == map.regionWarehouses[map.regions[3]])
        #expect(map.places[0] == map.regionWarehouses[0])
    }

    @Test(arguments: [0, 1, 5])
    func `without any place everything lies at one point`(stores: Int) {
        let map = ReplayMap([Coordinates?](repeating: nil, count: stores))
        #expect(map.regions == [Int](repeating: 0, count: stores))
        #expect(map.regionWarehouses.count == 6 && map.headquartersWarehouses.count == 2)
        #expect(Set(map.places + map.regionWarehouses + map.headquartersWarehouses).count == 1)
    }

    @Test func `one store with a place is enough for all`() {
        let map = ReplayMap([place(41, -96)])
        #expect(map.places == [place(41, -96)])
        #expect(map.regionWarehouses == [Coordinates](repeating: place(41, -96), count: 6))
    }
}
