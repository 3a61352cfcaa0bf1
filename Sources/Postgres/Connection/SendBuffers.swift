internal import CLibPQ

/// The arrays in which libpq wants parameters, kept between calls.
struct SendBuffers {
    private var values: [UnsafePointer<CChar>?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    /// Executes a prepared statement with binary parameters and a binary result.
    /// - Returns: what libpq returned, 1 for success.
    mutating func execute(_ name: String, on connection: OpaquePointer, _ parameters: borrowing Parameters, _ range: Range<Int>) -> Int32 {
        values.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        for slot in parameters.slots[range] {
            let isNull = slot.length < 0
            values.append(isNull ? nil : UnsafePointer((parameters.writer.base + slot.offset).assumingMemoryBound(to: CChar.self)))
            lengths.append(isNull ? 0 : Int32(slot.length))
        }
        while formats.count < range.count { formats.append(1) }
        return PQsendQueryPrepared(connection, name, Int32(range.count), values, lengths, formats, 1)
    }
}
