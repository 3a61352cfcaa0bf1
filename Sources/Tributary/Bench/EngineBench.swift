import Commerce
import Histogram
import Operations

/// The sourcing engine alone, on the demo brand's places: orders of distributors everywhere, with stock missing here and there.
struct EngineBench {
    let snapshot: Snapshot
    let lines: Int
    let runs: Int

    struct Result {
        var nanoseconds = Histogram<UInt64>(highestTrackableValue: 60_000_000_000, numberOfSignificantValueDigits: .three)
        var optimal = 0
        var runs = 0
        var worstGapFen: Int64 = 0
    }

    func run() throws -> Result {
        var random = SplitMix(state: 20_261_122 &+ UInt64(lines))
        var result = Result()
        let problems = (0..<runs).map { _ in SampleProblem.make(snapshot, lines: lines, &random) }
        for problem in problems {
            let start = HTTPLoad.now()
            let plan = try Sourcing.plan(problem, under: snapshot.sourcing.policy)
            result.nanoseconds.record(HTTPLoad.now() - start)
            result.runs += 1
            result.optimal += plan.optimal ? 1 : 0
            result.worstGapFen = max(result.worstGapFen, plan.gapFen)
        }
        return result
    }
}

/// A problem as the demo brand poses it: 5 headquarters' warehouses and a regional one within reach of 37, a tenth of the rows out of stock
/// and a tenth short.
enum SampleProblem {
    static func make(_ snapshot: Snapshot, lines: Int, _ random: inout SplitMix) -> SourcingProblem {
        let everywhere = snapshot.warehouses.brand
        let place = everywhere[Int(random.next() % UInt64(everywhere.count))]
        let sources = snapshot.sourcingSources(
            region: place.kind == .region ? place.organization : OrganizationID.headquarters.child(1), latitudeShiftE6: Int32(random.next() % 2_000_000) - 1_000_000,
            longitudeShiftE6: Int32(random.next() % 2_000_000) - 1_000_000, near: place)
        var general: [Int64] = []
        var pool: [Int64] = []
        for source in sources {
            for _ in 0..<lines {
                let luck = random.next() % 10
                let free: Int64 = luck == 0 ? 0 : luck == 1 ? Int64(random.next() % 60) : 1_000_000
                general.append(source.eligible ? free : 0)
                pool.append(source.eligible && source.generalTier == .hq ? free * 3 / 7 : 0)
            }
        }
        return SourcingProblem(
            lines: (0..<lines).map { line in
                SourcingProblem.Line(
                    line: line, sku: Int32(line), units: Int64(6 + random.next() % 10 * 6), gramsPerUnit: Int64(700 + random.next() % 800), packUnits: 6)
            },
            sources: sources, skus: (0..<lines).map { Int32($0) }, general: general, pool: pool)
    }
}
