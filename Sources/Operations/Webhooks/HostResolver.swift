package import Commerce
import Foundation
import Glibc

/// Looks up what a name stands for. Handed in, so that a test can answer for names that nobody owns.
package struct HostResolver: Sendable {
    private let lookUp: @Sendable (String) async throws -> [NetworkAddress]

    /// - Parameter lookUp: the addresses of a name, in the order to try them.
    package init(_ lookUp: @escaping @Sendable (String) async throws -> [NetworkAddress]) {
        self.lookUp = lookUp
    }

    func addresses(of host: WebhookHost) async throws -> [NetworkAddress] {
        switch host {
        case .address(let address): [address]
        case .name(let name): try await lookUp(name)
        }
    }

    /// The machine's own resolver. It may wait long for a name server, so each look-up has a thread of its own and keeps none of the
    /// pool's.
    package static let system = HostResolver { name in
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try systemAddresses(of: name) }) }
        }
    }

    private static func systemAddresses(of name: String) throws -> [NetworkAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_ADDRCONFIG
        var found: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(name, nil, &hints, &found)
        guard status == 0 else { throw UnknownHost(status: status) }
        defer { freeaddrinfo(found) }
        var addresses: [NetworkAddress] = []
        var next = found
        while let entry = next {
            if let address = address(entry.pointee) { addresses.append(address) }
            next = entry.pointee.ai_next
        }
        return addresses
    }

    private static func address(_ entry: addrinfo) -> NetworkAddress? {
        guard let pointer = UnsafeRawPointer(entry.ai_addr) else { return nil }
        switch entry.ai_family {
        case AF_INET:
            return withUnsafeBytes(of: pointer.loadUnaligned(as: sockaddr_in.self).sin_addr) { NetworkAddress(bytes: $0) }
        case AF_INET6:
            return withUnsafeBytes(of: pointer.loadUnaligned(as: sockaddr_in6.self).sin6_addr) { NetworkAddress(bytes: $0) }
        default:
            return nil
        }
    }
}

struct UnknownHost: Error {
    /// As `getaddrinfo` told it.
    let status: Int32
}
