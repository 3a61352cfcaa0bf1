import Commerce
import Testing

struct SourcingPolicyTests {
    @Test func `the standard policy is what the initialiser makes of nothing`() throws {
        #expect(try SourcingPolicy() == .standard)
        #expect(SourcingPolicy.standard.tiers == [.hq, .region, .pool])
        #expect(SourcingPolicy.standard.tierSurchargeFen == [0, 0, 0])
        #expect(SourcingPolicy.standard.shipmentFen == 3000 && SourcingPolicy.standard.freightFenPerTonneKm == 60)
        #expect(SourcingPolicy.standard.speedKmh == 60 && SourcingPolicy.standard.handlingMinutes == 120)
        #expect(try SourcingPolicy(tiers: [.own]).tierSurchargeFen == [0])
    }

    @Test func `tiers must be there, each once, with a surcharge each`() {
        #expect(pointers { () throws(SourcingPolicyRefusal) in try SourcingPolicy(tiers: []) } == ["/tiers"])
        #expect(pointers { () throws(SourcingPolicyRefusal) in try SourcingPolicy(tiers: [.hq, .pool, .hq]) } == ["/tiers/2"])
        #expect(
            pointers { () throws(SourcingPolicyRefusal) in try SourcingPolicy(tierSurchargeFen: [1, 2]) } == ["/tierSurchargeFen"])
    }

    @Test(arguments: [Int64.min, -1, 100_000_001, .max])
    func `money out of range is refused`(fen: Int64) {
        #expect(pointers { () throws(SourcingPolicyRefusal) in try SourcingPolicy(shipmentFen: fen) } == ["/shipmentFen"])
        #expect(pointers { () throws(SourcingPolicyRefusal) in try SourcingPolicy(freightFenPerTonneKm: fen) } == ["/freightFenPerTonneKm"])
        #expect(
            pointers { () throws(SourcingPolicyRefusal) in try SourcingPolicy(tierSurchargeFen: [0, fen, 0]) } == ["/tierSurchargeFen/1"])
    }

    @Test(arguments: [Int.min, -1, 0, .max])
    func `counts out of range are refused`(count: Int) {
        #expect(pointers { () throws(SourcingPolicyRefusal) in try SourcingPolicy(maxShipments: count) } == ["/maxShipments"])
        #expect(pointers { () throws(SourcingPolicyRefusal) in try SourcingPolicy(roadFactorBps: count) } == ["/roadFactorBps"])
        #expect(pointers { () throws(SourcingPolicyRefusal) in try SourcingPolicy(speedKmh: count) } == ["/speedKmh"])
    }

    @Test func `every faulty field is named, in the order of the fields`() {
        let refused = pointers { () throws(SourcingPolicyRefusal) in
            try SourcingPolicy(
                tiers: [.hq, .hq], tierSurchargeFen: [-1], shipmentFen: -1, freightFenPerTonneKm: -1, maxShipments: 0, maxDistanceKm: -1,
                roadFactorBps: 0, speedKmh: 0, handlingMinutes: -1)
        }
        #expect(
            refused == [
                "/tiers/1", "/tierSurchargeFen", "/tierSurchargeFen/0", "/shipmentFen", "/freightFenPerTonneKm", "/maxShipments",
                "/maxDistanceKm", "/roadFactorBps", "/speedKmh", "/handlingMinutes",
            ])
    }

    @Test func `a refusal is invalid and carries the range`() {
        let refusal = #expect(throws: SourcingPolicyRefusal.self) { try SourcingPolicy(speedKmh: 0) }
        #expect(refusal?.reason.kind == .invalid && refusal?.reason.code == "INVALID_POLICY")
        #expect(refusal?.reason.faults.first?.figures == [Figure("minimum", 1), Figure("maximum", 1000)])
    }

    private func pointers(_ make: () throws(SourcingPolicyRefusal) -> SourcingPolicy) -> [String] {
        do {
            _ = try make()
            return []
        } catch {
            return error.faults.map(\.pointer)
        }
    }
}
