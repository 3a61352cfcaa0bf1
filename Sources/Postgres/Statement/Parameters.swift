/// The parameters of the statements of one pipeline, in binary form in one buffer.
public struct Parameters: ~Copyable {
    @usableFromInline struct Slot {
        @usableFromInline let type: UInt32
        @usableFromInline let offset: Int
        /// -1 for NULL.
        @usableFromInline let length: Int

        @inlinable init(type: UInt32, offset: Int, length: Int) {
            self.type = type
            self.offset = offset
            self.length = length
        }
    }

    @usableFromInline var writer = ValueWriter()
    @usableFromInline var slots: [Slot] = []

    init() {}

    /// Binds the next `$n`. `value` may be optional or an array.
    @inlinable public mutating func append<T: PostgresEncodable>(_ value: T) {
        let offset = writer.count
        let isPresent = value.encode(into: &writer)
        slots.append(Slot(type: T.postgresType.oid, offset: offset, length: isPresent ? writer.count - offset : -1))
    }

    mutating func clear() {
        writer.clear()
        slots.removeAll(keepingCapacity: true)
    }
}
