/// An IP address, and whether it may be talked to from inside the house.
package enum NetworkAddress: Hashable, Sendable {
    case v4(UInt32)
    case v6(high: UInt64, low: UInt64)

    /// Four bytes of IPv4 or sixteen of IPv6, in network order.
    /// - Returns: nil for another number of bytes.
    package init?(bytes: some Collection<UInt8>) {
        switch bytes.count {
        case 4: self = .v4(UInt32(truncatingIfNeeded: Self.number(bytes)))
        case 16: self = .v6(high: Self.number(bytes.prefix(8)), low: Self.number(bytes.dropFirst(8)))
        default: return nil
        }
    }

    private static func number(_ bytes: some Collection<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}

extension NetworkAddress {
    /// Whether the address is one of the public internet. Everything else is refused: loopback, private, shared (carrier NAT),
    /// link-local, multicast, documentation, benchmarking, reserved; and of IPv6 everything outside 2000::/3 but the two forms that
    /// only wrap an IPv4 address (mapped, and NAT64 of a network without IPv4), which are judged by the wrapped one.
    ///
    /// Source: the IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and its updates).
    package var isPublic: Bool {
        switch self {
        case .v4(let address): !Self.reservedV4.contains { $0.contains(address) }
        case .v6(let high, let low): Self.isPublic(high: high, low: low)
        }
    }

    private static func isPublic(high: UInt64, low: UInt64) -> Bool {
        let isMapped = high == 0 && low >> 32 == 0xFFFF
        let isTranslated = high == 0x0064_FF9B_0000_0000 && low >> 32 == 0
        if isMapped || isTranslated {
            return NetworkAddress.v4(UInt32(truncatingIfNeeded: low)).isPublic
        }
        guard high >> 61 == 0b001 else { return false }
        return !reservedV6.contains { $0.contains(high) }
    }

    private static let reservedV4: [Block<UInt32>] = [
        Block(0x0000_0000, 8),  // this network
        Block(0x0A00_0000, 8),  // private
        Block(0x6440_0000, 10),  // shared by carriers
        Block(0x7F00_0000, 8),  // loopback
        Block(0xA9FE_0000, 16),  // link-local, where clouds keep their metadata
        Block(0xAC10_0000, 12),  // private
        Block(0xC000_0000, 24),  // IETF protocol assignments
        Block(0xC000_0200, 24),  // documentation
        Block(0xC058_6300, 24),  // relays of 6to4
        Block(0xC0A8_0000, 16),  // private
        Block(0xC612_0000, 15),  // benchmarking
        Block(0xC633_6400, 24),  // documentation
        Block(0xCB00_7100, 24),  // documentation
        Block(0xE000_0000, 4),  // multicast
        Block(0xF000_0000, 4),  // reserved, and broadcast
    ]

    /// Within 2000::/3, by the first 64 bits.
    private static let reservedV6: [Block<UInt64>] = [
        Block(0x2001_0000_0000_0000, 23),  // IETF protocol assignments, with Teredo and benchmarking
        Block(0x2001_0DB8_0000_0000, 32),  // documentation
        Block(0x2002_0000_0000_0000, 16),  // 6to4, which wraps any IPv4 address
        Block(0x3FFF_0000_0000_0000, 20),  // documentation
    ]

    /// Addresses that begin with the same bits.
    private struct Block<Bits: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
        let first: Bits
        let prefix: Int

        init(_ first: Bits, _ prefix: Int) {
            self.first = first
            self.prefix = prefix
        }

        func contains(_ address: Bits) -> Bool {
            (address ^ first) >> Bits(Bits.bitWidth - prefix) == 0
        }
    }
}
