/// How goods that came back are booked on the lines of their return.
package struct ReturnReceipt: Equatable, Sendable {
    /// What one line of the return still awaits.
    package struct Awaited: Equatable, Sendable {
        package let sku: SKUID
        package let units: Int64

        package init(sku: SKUID, units: Int64) {
            self.sku = sku
            self.units = units
        }
    }

    package struct Received: Equatable, Sendable {
        /// Nil when the code means no SKU of the return.
        package let sku: SKUID?
        package let units: Int64
        package let disposition: ReturnDisposition

        package init(sku: SKUID?, units: Int64, disposition: ReturnDisposition) {
            self.sku = sku
            self.units = units
            self.disposition = disposition
        }
    }

    /// What came back of one line.
    package struct Part: Equatable, Sendable {
        /// Index of the line among those awaited.
        package let index: Int
        package var units: [ReturnDisposition: Int64]

        package var total: Int64 { units.values.reduce(0, +) }
    }

    /// In order of the awaited lines; lines of which nothing came aren't in it.
    package let parts: [Part]

    /// Fills the lines in their order with what was received in its order. A SKU may be received with several dispositions.
    /// - Throws: `ReturnRefusal` with every received line that names no SKU awaited, or with more than is awaited of it.
    package init(_ received: [Received], of awaited: [Awaited]) throws(ReturnRefusal) {
        let unknown = received.indices.filter { index in !awaited.contains { $0.sku == received[index].sku } }
        guard unknown.isEmpty else { throw .unknownSKUs(lines: unknown) }
        var open = awaited.map(\.units)
        var units = [[ReturnDisposition: Int64]](repeating: [:], count: awaited.count)
        var excesses: [ReturnRefusal.Excess] = []
        for (line, received) in received.enumerated() {
            var rest = received.units
            for index in awaited.indices where awaited[index].sku == received.sku && rest > 0 && open[index] > 0 {
                let taken = min(rest, open[index])
                units[index][received.disposition, default: 0] += taken
                open[index] -= taken
                rest -= taken
            }
            if rest > 0 { excesses.append(.init(line: line, wantedUnits: received.units, possibleUnits: received.units - rest)) }
        }
        guard excesses.isEmpty else { throw .moreThanAwaited(excesses) }
        parts = awaited.indices.filter { !units[$0].isEmpty }.map { Part(index: $0, units: units[$0]) }
    }
}
