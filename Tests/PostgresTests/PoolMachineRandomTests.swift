import Testing

@testable import Postgres

/// Random histories of a pool against what must hold at every moment.
struct PoolMachineRandomTests {
    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func `whatever happens no connection is lent twice and nobody is forgotten`(seed: UInt64) {
        var world = World(seed: seed, size: Int(seed % 4) + 1)
        for _ in 0..<400 { world.happen() }
        world.settle()
        #expect(world.faults == [], "seed \(seed)")
        #expect(world.isDrained, "seed \(seed)")
        #expect(world.waiting.isEmpty, "seed \(seed): \(world.waiting) were forgotten")
    }
}

/// The outside of a pool: connections that open or fail, callers that come, leave and give back.
private struct World {
    private var random: SplitMix
    private var machine: PoolMachine
    private var opening: [Int] = []
    private var open: Set<Int> = []
    private var lent: [Int: Int] = [:]
    private(set) var waiting: [Int] = []
    private var retries = 0
    private var nextWaiter = 0
    private(set) var isDrained = false
    private(set) var faults: [String] = []

    init(seed: UInt64, size: Int) {
        random = SplitMix(state: seed)
        machine = PoolMachine(size: size)
    }

    mutating func happen() {
        switch Int.random(in: 0..<8, using: &random) {
        case 0, 1:
            nextWaiter += 1
            waiting.append(nextWaiter)
            take(machine.acquire(nextWaiter))
        case 2: finishOpening(fails: Bool.random(using: &random))
        case 3, 4: giveBack(isUsable: Int.random(in: 0..<4, using: &random) > 0)
        case 5:
            if let waiter = waiting.randomElement(using: &random) { take(machine.timedOut(waiter)) }
        case 6:
            if let waiter = waiting.randomElement(using: &random) { take(machine.cancelled(waiter)) }
        default: fireRetry()
        }
        if opening.count + open.count > machine.size { faults.append("more connections than allowed") }
    }

    /// The server is well again: everybody must be served, then the pool closes.
    mutating func settle() {
        for _ in 0..<10_000 where !waiting.isEmpty {
            finishOpening(fails: false)
            fireRetry()
            giveBack(isUsable: true)
        }
        take(machine.shutDown())
        while !opening.isEmpty { finishOpening(fails: true) }
        while !lent.isEmpty { giveBack(isUsable: true) }
        if !open.isEmpty { faults.append("connections \(open) were left open") }
    }

    private mutating func finishOpening(fails: Bool) {
        guard let connection = opening.randomElement(using: &random) else { return }
        opening.removeAll { $0 == connection }
        if fails {
            take(machine.openFailed(connection, jitter: 0.5))
        } else {
            open.insert(connection)
            take(machine.opened(connection))
        }
    }

    private mutating func giveBack(isUsable: Bool) {
        guard let connection = lent.keys.sorted().randomElement(using: &random) else { return }
        lent[connection] = nil
        take(machine.release(connection, isUsable: isUsable))
    }

    private mutating func fireRetry() {
        guard retries > 0 else { return }
        retries -= 1
        take(machine.retryTimerFired())
    }

    private mutating func take(_ actions: [PoolMachine.Action]) {
        for action in actions {
            switch action {
            case .lease(let connection, let waiter):
                if !open.contains(connection) { faults.append("connection \(connection) isn't open") }
                if lent.updateValue(waiter, forKey: connection) != nil { faults.append("connection \(connection) was lent twice") }
                if waiting.first != waiter { faults.append("waiter \(waiter) came before its turn") }
                waiting.removeAll { $0 == waiter }
            case .open(let connection): opening.append(connection)
            case .close(let connection):
                if lent[connection] != nil { faults.append("connection \(connection) was closed while lent") }
                open.remove(connection)
            case .retry: retries += 1
            case .fail(let waiter, _):
                if !waiting.contains(waiter) { faults.append("waiter \(waiter) was answered twice") }
                waiting.removeAll { $0 == waiter }
            case .drained:
                if isDrained { faults.append("drained twice") }
                isDrained = true
            }
        }
    }
}

/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
