extension NetworkAddress {
    /// Reads four decimal numbers with dots, or the text forms of IPv6 (RFC 4291 §2.2), without zone.
    /// - Returns: nil for anything else: in particular for the short, octal and hexadecimal forms of IPv4 that some systems read.
    package init?(_ text: some StringProtocol) {
        if text.utf8.contains(UInt8(ascii: ":")) {
            guard let bytes = Self.v6Bytes(text) else { return nil }
            self.init(bytes: bytes)
        } else {
            guard let bytes = Self.v4Bytes(text) else { return nil }
            self.init(bytes: bytes)
        }
    }

    private static func v4Bytes(_ text: some StringProtocol) -> [UInt8]? {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bytes: [UInt8] = []
        for part in parts {
            guard (1...3).contains(part.count), part.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains),
                part.count == 1 || part.first != UInt8(ascii: "0"), let byte = UInt8(String(decoding: part, as: UTF8.self))
            else { return nil }
            bytes.append(byte)
        }
        return bytes
    }

    private static func v6Bytes(_ text: some StringProtocol) -> [UInt8]? {
        let gaps = text.split(separator: "::", omittingEmptySubsequences: false)
        switch gaps.count {
        case 1:
            guard let all = groups(gaps[0]), all.count == 16 else { return nil }
            return all
        case 2:
            guard let front = gaps[0].isEmpty ? [] : groups(gaps[0], mayEndInV4: false), let back = gaps[1].isEmpty ? [] : groups(gaps[1]),
                front.count + back.count <= 14
            else { return nil }
            return front + Array(repeating: 0, count: 16 - front.count - back.count) + back
        default:
            return nil
        }
    }

    /// Groups of up to four hexadecimal digits; the last may be an IPv4 address.
    private static func groups(_ text: some StringProtocol, mayEndInV4: Bool = true) -> [UInt8]? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var bytes: [UInt8] = []
        for (index, part) in parts.enumerated() {
            if mayEndInV4, index == parts.count - 1, part.utf8.contains(UInt8(ascii: ".")) {
                guard let v4 = v4Bytes(part) else { return nil }
                bytes += v4
                continue
            }
            guard (1...4).contains(part.utf8.count), part.utf8.first != UInt8(ascii: "+"), part.utf8.first != UInt8(ascii: "-"),
                let group = UInt16(part, radix: 16)
            else { return nil }
            bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
        }
        return bytes
    }
}

extension NetworkAddress: CustomStringConvertible {
    /// A form that `init(_:)` and every system reads: IPv6 as eight groups, nothing shortened.
    package var description: String {
        switch self {
        case .v4(let address):
            [24, 16, 8, 0].map { String(address >> $0 & 0xFF) }.joined(separator: ".")
        case .v6(let high, let low):
            [high, low].flatMap { half in [48, 32, 16, 0].map { String(half >> $0 & 0xFFFF, radix: 16) } }.joined(separator: ":")
        }
    }
}
