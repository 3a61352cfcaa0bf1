/// A plan as it is kept with its order: LEB128 numbers behind a version byte, about 300 bytes for 10 lines and 37 warehouses, so that
/// "why from there?" can be answered months later without slowing the order down.
///
/// Distances, costs and units are as planned; what became of the units is in the holds.
package enum SourcingTrace {
    private static let version: UInt8 = 1

    package static func encode(_ plan: SourcingPlan) -> [UInt8] {
        var writer = TraceWriter()
        writer.bytes.reserveCapacity(384)
        writer.bytes.append(version)
        writer.number(plan.optimal ? 1 : 0)
        for value in [plan.costNanoFen, plan.costFen, plan.gapFen, Int64(plan.nodes), plan.unfilledUnits] { writer.number(value) }
        writer.list(plan.shipments) { writer, shipment in
            writer.number(Int64(shipment.source))
            writer.number(Int64(shipment.warehouse))
            for value in [shipment.distanceMetres, shipment.costNanoFen, shipment.costFen, shipment.promisedMinutes] { writer.number(value) }
            writer.list(shipment.lines) { writer, line in
                writer.number(Int64(line.line))
                writer.number(Int64(line.sku))
                writer.number(line.stockClass == .pool ? 1 : 0)
                writer.number(Int64(SourcingTier.allCases.firstIndex(of: line.tier) ?? 0))
                writer.number(line.units)
            }
        }
        writer.list(plan.shortfalls) { writer, shortfall in
            writer.number(Int64(shortfall.line))
            writer.number(Int64(shortfall.sku))
            writer.number(shortfall.units)
        }
        writer.list(plan.considered) { writer, considered in
            writer.number(Int64(considered.source))
            writer.number(Int64(considered.warehouse))
            writer.number(considered.distanceMetres)
            writer.number(Int64(ConsideredReason.allCases.firstIndex(of: considered.reason) ?? 0))
            writer.number(considered.couldGiveUnits)
        }
        writer.list(plan.runnerUp.map { [$0] } ?? []) { writer, runnerUp in
            writer.list(runnerUp.warehouses) { $0.number(Int64($1)) }
            for value in [runnerUp.costNanoFen, runnerUp.costFen, runnerUp.unfilledUnits] { writer.number(value) }
        }
        return writer.bytes
    }

    /// - Returns: nil for bytes that `encode` didn't make.
    package static func decode(_ bytes: [UInt8]) -> SourcingPlan? {
        var reader = TraceReader(bytes: bytes)
        do {
            guard try reader.byte() == version else { return nil }
            return try plan(from: &reader)
        } catch {
            return nil
        }
    }

    private static func plan(from reader: inout TraceReader) throws(TraceReader.Broken) -> SourcingPlan {
        let optimal = try reader.number() == 1
        let costNanoFen = try reader.number()
        let costFen = try reader.number()
        let gapFen = try reader.number()
        let nodes = try reader.int()
        let unfilledUnits = try reader.number()
        let shipments = try reader.list { reader throws(TraceReader.Broken) in
            SourcingPlan.Shipment(
                source: try reader.int(), warehouse: try reader.key(), distanceMetres: try reader.number(), costNanoFen: try reader.number(),
                costFen: try reader.number(), promisedMinutes: try reader.number(),
                lines: try reader.list { reader throws(TraceReader.Broken) in
                    SourcingPlan.Allocation(
                        line: try reader.int(), sku: try reader.key(), stockClass: try reader.number() == 1 ? .pool : .general,
                        tier: try reader.one(of: SourcingTier.allCases), units: try reader.number())
                })
        }
        let shortfalls = try reader.list { reader throws(TraceReader.Broken) in
            SourcingPlan.Shortfall(line: try reader.int(), sku: try reader.key(), units: try reader.number())
        }
        let considered = try reader.list { reader throws(TraceReader.Broken) in
            SourcingPlan.Considered(
                source: try reader.int(), warehouse: try reader.key(), distanceMetres: try reader.number(),
                reason: try reader.one(of: ConsideredReason.allCases), couldGiveUnits: try reader.number())
        }
        let runnerUp = try reader.list { reader throws(TraceReader.Broken) in
            SourcingPlan.RunnerUp(
                warehouses: try reader.list { reader throws(TraceReader.Broken) in try reader.key() }, costNanoFen: try reader.number(),
                costFen: try reader.number(), unfilledUnits: try reader.number())
        }
        return SourcingPlan(
            shipments: shipments, shortfalls: shortfalls, costFen: costFen, costNanoFen: costNanoFen, optimal: optimal, gapFen: gapFen,
            nodes: nodes, unfilledUnits: unfilledUnits, considered: considered, runnerUp: runnerUp.first)
    }
}

struct TraceWriter {
    var bytes: [UInt8] = []

    /// Unsigned LEB128; nothing in a plan is negative.
    mutating func number(_ value: Int64) {
        var rest = UInt64(bitPattern: value)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func list<T>(_ items: [T], _ one: (inout TraceWriter, T) -> Void) {
        number(Int64(items.count))
        for item in items { one(&self, item) }
    }
}

struct TraceReader {
    struct Broken: Error {}

    let bytes: [UInt8]
    var position = 0

    mutating func byte() throws(Broken) -> UInt8 {
        guard position < bytes.count else { throw Broken() }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func number() throws(Broken) -> Int64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = try byte()
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return Int64(bitPattern: value) }
            shift += 7
            guard shift < 64 else { throw Broken() }
        }
    }

    mutating func int() throws(Broken) -> Int { Int(try number()) }

    mutating func key() throws(Broken) -> Int32 {
        guard let key = Int32(exactly: try number()) else { throw Broken() }
        return key
    }

    mutating func one<T>(of cases: [T]) throws(Broken) -> T {
        let index = try int()
        guard cases.indices.contains(index) else { throw Broken() }
        return cases[index]
    }

    mutating func list<T>(_ one: (inout TraceReader) throws(Broken) -> T) throws(Broken) -> [T] {
        let count = try int()
        guard count >= 0, count <= bytes.count - position else { throw Broken() }
        var items: [T] = []
        items.reserveCapacity(count)
        for _ in 0..<count { items.append(try one(&self)) }
        return items
    }
}
