/// Where a webhook goes. Only what every reader of URLs understands in the same way is taken: `https` (or `http`, where plain text is
/// allowed), a name of letters, digits, hyphens and dots or a literal address, a port, a path and a query in the characters of
/// RFC 3986. No user, no fragment, no IPv4 address in a disguise such as `0x7f.1`.
///
/// A literal address inside the network is refused here; what a name stands for is looked up, and judged, at each delivery.
package struct WebhookURL: Equatable, Sendable {
    package static let maxLength = 2000

    package let isSecure: Bool
    package let host: WebhookHost
    package let port: UInt16
    /// Path and query, beginning with a slash.
    package let target: String

    /// - Parameter allowsPrivate: takes `http` and addresses inside the network, for development and closed networks.
    package init(_ text: String, allowsPrivate: Bool = false) throws(WebhookRefusal) {
        guard text.utf8.count <= Self.maxLength, text.utf8.allSatisfy(Self.allows) else { throw .unreadable }
        guard let colon = text.range(ofFirst: "://") else { throw .unreadable }
        switch text[..<colon.lowerBound].lowercased() {
        case "https": isSecure = true
        case "http" where allowsPrivate: isSecure = false
        case "http": throw .notSecure
        default: throw .unreadable
        }
        let rest = text[colon.upperBound...]
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        let (host, port) = try Self.split(rest[..<end])
        self.host = host
        self.port = port ?? (isSecure ? 443 : 80)
        let path = rest[end...]
        target = path.hasPrefix("/") ? String(path) : "/" + path
        guard Self.isTarget(target) else { throw .unreadable }
        guard allowsPrivate || host.mayBePublic else { throw .addressNotPublic }
    }

    /// `host`, `host:port`, `[IPv6]`, `[IPv6]:port`.
    private static func split(_ authority: Substring) throws(WebhookRefusal) -> (WebhookHost, UInt16?) {
        let hostEnd: Substring.Index
        let host: WebhookHost?
        if authority.hasPrefix("[") {
            guard let bracket = authority.firstIndex(of: "]") else { throw .unreadable }
            hostEnd = authority.index(after: bracket)
            let literal = authority[authority.index(after: authority.startIndex)..<bracket]
            host = literal.contains(":") ? NetworkAddress(literal).map { .address($0) } : nil
        } else {
            hostEnd = authority.firstIndex(of: ":") ?? authority.endIndex
            host = WebhookHost(authority[..<hostEnd])
        }
        guard let host else { throw .unreadable }
        let portText = authority[hostEnd...]
        if portText.isEmpty { return (host, nil) }
        guard portText.hasPrefix(":"), portText.dropFirst().utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains),
            let port = UInt16(portText.dropFirst()), port > 0
        else { throw .unreadable }
        return (host, port)
    }

    /// No brackets, and every `%` begins an escape.
    private static func isTarget(_ target: String) -> Bool {
        let parts = target.utf8.split(separator: UInt8(ascii: "%"), omittingEmptySubsequences: false)
        return !target.utf8.contains { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") }
            && parts.dropFirst().allSatisfy { part in part.count >= 2 && part.prefix(2).allSatisfy { Character(Unicode.Scalar($0)).isHexDigit } }
    }

    /// What may stand in a URL without fragment and user: unreserved, reserved but `#` and `@`, and `%`.
    private static func allows(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "-._~:/?[]!$&'()*+,;=%".utf8.contains(byte)
        }
    }
}

extension WebhookURL: CustomStringConvertible {
    /// The URL put together again from what was understood of it, with its port.
    package var description: String {
        (isSecure ? "https" : "http") + "://" + host.description + ":" + String(port) + target
    }
}

/// The part of a URL that says which machine.
package enum WebhookHost: Hashable, Sendable {
    case address(NetworkAddress)
    /// In lower case.
    case name(String)

    /// - Returns: nil for text that is neither an IPv4 address nor a name of DNS whose last label is no number.
    init?(_ text: Substring) {
        if let address = NetworkAddress(text) {
            guard case .v4 = address else { return nil }
            self = .address(address)
            return
        }
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard text.utf8.count <= 253, labels.allSatisfy(Self.isLabel), let last = labels.last, !Self.looksNumeric(last) else { return nil }
        self = .name(text.lowercased())
    }

    /// False for literal addresses inside the network and for names that never mean anything else.
    var mayBePublic: Bool {
        switch self {
        case .address(let address): address.isPublic
        case .name(let name): name != "localhost" && !name.hasSuffix(".localhost")
        }
    }

    private static func isLabel(_ label: Substring.UTF8View.SubSequence) -> Bool {
        (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
            && label.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    /// Readers of URLs take a host whose last label is a number for an IPv4 address in one of its old forms.
    private static func looksNumeric(_ label: Substring.UTF8View.SubSequence) -> Bool {
        label.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) || label.starts(with: "0x".utf8) || label.starts(with: "0X".utf8)
    }
}

extension WebhookHost: CustomStringConvertible {
    package var description: String {
        switch self {
        case .address(let address):
            if case .v6 = address { "[\(address)]" } else { "\(address)" }
        case .name(let name): name
        }
    }
}

extension String {
    /// Foundation's `range(of:)` isn't to be had here.
    fileprivate func range(ofFirst other: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(other) { return start..<index(start, offsetBy: other.count) }
            start = index(after: start)
        }
        return nil
    }
}
