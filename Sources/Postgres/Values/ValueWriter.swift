internal import Glibc

/// Grows one contiguous buffer in which the parameters of a whole pipeline stand one behind the other. Integers are written big-endian, as the
/// server wants them.
public struct ValueWriter: ~Copyable {
    @usableFromInline var base: UnsafeMutableRawPointer
    @usableFromInline var capacity: Int
    @usableFromInline var count = 0
    /// Why something can't be sent; the first reason wins.
    var refusal: String?

    init(capacity: Int = 4096) {
        base = .allocate(byteCount: capacity, alignment: 16)
        self.capacity = capacity
    }

    deinit { base.deallocate() }

    @inlinable mutating func reserve(_ more: Int) {
        if capacity - count < more { grow(more) }
    }

    @usableFromInline @inline(never) mutating func grow(_ more: Int) {
        let larger = max(capacity * 2, count + more)
        let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
        moved.copyMemory(from: base, byteCount: count)
        base.deallocate()
        base = moved
        capacity = larger
    }

    @inlinable public mutating func write<I: FixedWidthInteger>(_ value: I) {
        reserve(MemoryLayout<I>.size)
        (base + count).storeBytes(of: value.bigEndian, as: I.self)
        count += MemoryLayout<I>.size
    }

    public mutating func write(bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
        reserve(bytes.count)
        (base + count).copyMemory(from: start, byteCount: bytes.count)
        count += bytes.count
    }

    /// UTF-8. A text that holds NUL is refused, because the server's `text` can't.
    public mutating func write(text: String) {
        var text = text
        let hasNUL = text.withUTF8 { utf8 in
            write(bytes: UnsafeRawBufferPointer(utf8))
            guard let start = utf8.baseAddress else { return false }
            return memchr(start, 0, utf8.count) != nil
        }
        if hasNUL { refuse("a text holds the character NUL") }
    }

    @inlinable mutating func overwrite(_ value: Int32, at offset: Int) {
        (base + offset).storeBytes(of: value.bigEndian, as: Int32.self)
    }

    /// Marks what is being bound as impossible to send. Nothing of its pipeline is sent then.
    public mutating func refuse(_ reason: String) {
        if refusal == nil { refusal = reason }
    }

    /// Empties the buffer; a very large one is given back.
    mutating func clear() {
        count = 0
        refusal = nil
        guard capacity > 4 << 20 else { return }
        base.deallocate()
        capacity = 4096
        base = .allocate(byteCount: capacity, alignment: 16)
    }
}
