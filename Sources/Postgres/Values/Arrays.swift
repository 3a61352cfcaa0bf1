/// One-dimensional arrays, with NULL elements when the element is optional. Binary form (`array_send` of PostgreSQL): dimensions, a flag for
/// NULLs, the element's type; then, unless empty, length and lower bound; then for each element its length (-1 for NULL) and its bytes.
extension Array: PostgresEncodable where Element: PostgresEncodable {
    @inlinable public static var postgresType: PostgresType {
        PostgresType(oid: Element.postgresType.arrayOID, arrayOID: 0)
    }

    @inlinable public func encode(into writer: inout ValueWriter) -> Bool {
        guard let count = Int32(exactly: self.count) else {
            writer.refuse("an array is too long")
            return true
        }
        writer.write(count == 0 ? 0 as Int32 : 1)
        let nullFlag = writer.count
        writer.write(0 as Int32)
        writer.write(Element.postgresType.oid)
        if count == 0 { return true }
        writer.write(count)
        writer.write(1 as Int32)
        for element in self {
            let length = writer.count
            writer.write(-1 as Int32)
            if element.encode(into: &writer) {
                writer.overwrite(Int32(truncatingIfNeeded: writer.count - length - 4), at: length)
            } else {
                writer.overwrite(1, at: nullFlag)
            }
        }
        return true
    }
}

extension Array: PostgresDecodable where Element: PostgresDecodable {
    @inlinable public init(decoding cell: Cell) throws(PostgresError) {
        self = []
        guard var elements = try ArrayElements(cell) else { return }
        reserveCapacity(elements.remaining)
        while let element = try elements.next() { append(try Element(decoding: element)) }
    }
}

/// Walks over the elements of an array's binary form.
@usableFromInline struct ArrayElements {
    @usableFromInline let cell: Cell
    @usableFromInline let type: UInt32
    @usableFromInline var remaining: Int
    @usableFromInline var offset = 20

    /// - Returns: nil when the array is empty.
    @usableFromInline init?(_ cell: Cell) throws(PostgresError) {
        guard !cell.isNull, cell.bytes.count >= 12 else { throw cell.unreadable(as: "an array") }
        let dimensions: Int32 = cell.load(), flag: Int32 = cell.load(at: 4)
        // Anything else that happens to be long enough, such as a text, fails these or the lengths below.
        guard flag == 0 || flag == 1, dimensions >= 0 else { throw cell.unreadable(as: "an array") }
        if dimensions == 0 { return nil }
        guard dimensions == 1, cell.bytes.count >= 20 else { throw cell.unreadable(as: "an array", "it has \(dimensions) dimensions") }
        self.cell = cell
        type = cell.load(at: 8)
        remaining = Int(cell.load(Int32.self, at: 12))
        guard remaining >= 0, remaining <= (cell.bytes.count - 20) / 4 else { throw cell.unreadable(as: "an array") }
    }

    @usableFromInline mutating func next() throws(PostgresError) -> Cell? {
        guard remaining > 0 else { return nil }
        guard offset + 4 <= cell.bytes.count else { throw cell.unreadable(as: "an array", "it ends early") }
        let length = Int(cell.load(Int32.self, at: offset))
        offset += 4
        remaining -= 1
        if length < 0 { return cell.part(type: type, isNull: true, bytes: UnsafeRawBufferPointer(start: nil, count: 0)) }
        guard offset + length <= cell.bytes.count else { throw cell.unreadable(as: "an array", "it ends early") }
        defer { offset += length }
        return cell.part(type: type, isNull: false, bytes: UnsafeRawBufferPointer(rebasing: cell.bytes[offset..<offset + length]))
    }
}
