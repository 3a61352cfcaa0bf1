import Commerce
import Testing

/// What a plan says of the warehouses it didn't use, and of the plan that came second.
struct SourcingReasonsTests {
    @Test func `every warehouse has the first reason that applies`() throws {
        let sourced = try source(
            .wants("A", 10), .wants("B", 1),
            from: .hq("used", 100.km, ["A": 10, "B": 1]), .hq("dearer", 200.km, ["A": 10]), .hq("none", 1.km, ["C": 3]),
            .hq("far", 2001.km, ["A": 4]), .hq("forbidden", 1.km, ["A": 10], eligible: false), .region("lower", 1.km, ["A": 10, "B": 1]),
            .otherRegion("unlisted", 1.km, ["A": 10]), .hq("pool", 1.km, [:], pool: ["A": 7]),
            under: SourcingPolicy(maxDistanceKm: 2000))
        #expect(
            sourced.reasons == [
                "used": .used, "dearer": .dearer, "none": .noStock, "far": .tooFar, "forbidden": .notEligible, "lower": .lowerTier,
                "unlisted": .notEligible, "pool": .lowerTier,
            ])
        #expect(
            sourced.couldGive == [
                "used": 11, "dearer": 10, "none": 0, "far": 4, "forbidden": 10, "lower": 11, "unlisted": 0, "pool": 7,
            ])
        #expect(sourced.plan.considered.map(\.distanceMetres) == sourced.plan.considered.map(\.distanceMetres).sorted())
    }

    @Test func `a warehouse that would fill more is kept out by the limit of shipments alone`() throws {
        let sourced = try source(
            .wants("A", 10), from: .hq("most", 900.km, ["A": 7]), .hq("more", 10.km, ["A": 3]), .hq("some", 20.km, ["A": 2]),
            under: SourcingPolicy(maxShipments: 1))
        #expect(sourced.shipments == [.from("most", ["A": 7])])
        #expect(sourced.missing == ["A": 3])
        #expect(sourced.reasons == ["most": .used, "more": .maxShipments, "some": .maxShipments])
        #expect(sourced.runnerUp == ["more"] && sourced.plan.runnerUp?.unfilledUnits == 7)
    }

    @Test func `what the best plan without the limit uses is kept out by the limit`() throws {
        // Without it, two near ones together cost less than the far one, which alone ships nearly as much.
        let sourced = try source(
            .wants("A", 10, grams: 100_000), from: .hq("far", 2000.km, ["A": 10]), .hq("near", 1.km, ["A": 5]), .hq("next", 2.km, ["A": 5]),
            .hq("farther", 2001.km, ["A": 10]), under: SourcingPolicy(maxShipments: 1))
        #expect(sourced.reasons == ["far": .used, "near": .maxShipments, "next": .maxShipments, "farther": .dearer])
    }

    @Test func `a limit that the best plan keeps is nobody's reason`() throws {
        let sourced = try source(
            .wants("A", 10), from: .hq("near", 1.km, ["A": 10]), .hq("far", 2.km, ["A": 10]), under: SourcingPolicy(maxShipments: 1))
        #expect(sourced.reasons == ["near": .used, "far": .dearer])
        #expect(sourced.runnerUp == ["far"])
    }

    @Test func `in weighted mode no tier is lower`() throws {
        let sourced = try source(
            .wants("A", 1), from: .hq("HQ", 100.km, ["A": 1]), .region("R", 200.km, ["A": 1]), under: SourcingPolicy(tierMode: .weighted))
        #expect(sourced.reasons == ["HQ": .used, "R": .dearer])
    }

    @Test func `the runner-up may come from a lower tier when headquarters has no second answer`() throws {
        let sourced = try source(.wants("A", 8), from: .hq("HQ", 100.km, ["A": 8]), .region("R", 5.km, ["A": 50]))
        #expect(sourced.runnerUp == ["R"])
        #expect(sourced.plan.runnerUp?.costNanoFen == 3_002_400_000_000 && sourced.plan.runnerUp?.costFen == 3003)
    }

    @Test func `the runner-up may fill less, and is none when nobody else has anything`() throws {
        let less = try source(.wants("A", 8), from: .hq("all", 100.km, ["A": 8]), .hq("two", 5.km, ["A": 2]))
        #expect(less.runnerUp == ["two", "all"])
        let far = try source(.wants("A", 8), .wants("B", 1), from: .hq("both", 5.km, ["A": 8, "B": 1]), .hq("B", 9.km, ["B": 1]))
        #expect(far.runnerUp == ["B"] && far.plan.runnerUp?.unfilledUnits == 8)
        #expect(try source(.wants("A", 8), from: .hq("all", 100.km, ["A": 8])).runnerUp == nil)
    }

    @Test(arguments: [(0, 0, ["near"]), (99, 0, ["near"]), (150, 0, ["region"]), (150, 150, ["near"])] as [(Int64, Int64, [String])])
    func `a surcharge moves the choice in weighted mode`(hq: Int64, region: Int64, used: [String]) throws {
        let policy = try SourcingPolicy(tiers: [.hq, .region], tierMode: .weighted, tierSurchargeFen: [hq, region], freightFenPerTonneKm: 1000)
        let sourced = try source(.wants("A", 1), from: .hq("near", 0.km, ["A": 1]), .region("region", 100.km, ["A": 1]), under: policy)
        #expect(sourced.shipments.map(\.warehouse) == used)
    }
}
