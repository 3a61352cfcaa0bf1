/// Where the bytes stop being well-formed UTF-8 (Unicode 15, table 3-7), or nil. ASCII goes eight bytes at a time.
func firstInvalidUTF8(in bytes: UnsafeRawBufferPointer) -> Int? {
    var index = 0
    while index < bytes.count {
        if index + 8 <= bytes.count, bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
            index += 8
            continue
        }
        guard bytes[index] >= 0x80 else {
            index += 1
            continue
        }
        guard let length = lengthOfSequence(in: bytes, at: index) else { return index }
        index += length
    }
    return nil
}

/// The length of the well-formed sequence of two to four bytes that starts at `index`, or nil.
private func lengthOfSequence(in bytes: UnsafeRawBufferPointer, at index: Int) -> Int? {
    let length: Int
    // Only the second byte has bounds of its own: they exclude overlong forms, surrogates and what lies above U+10FFFF.
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch bytes[index] {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return nil }
    for offset in 2..<max(length, 2) where !(0x80...0xBF).contains(bytes[index + offset]) {
        return nil
    }
    return length
}
