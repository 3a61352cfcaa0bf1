import Glibc

/// One kept-alive connection with at most one request out.
struct Lane {
    let socket: Int32
    private(set) var dueAt: UInt64?
    private var received: [UInt8] = []
    private var buffer = [UInt8](repeating: 0, count: 65_536)

    struct Answer {
        let status: Int
        let dueAt: UInt64
        let text: String
    }

    init(host: String, port: Int) throws {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        guard inet_pton(AF_INET, host, &address.sin_addr) == 1 else { throw SettingsError("\(host) is no IPv4 address") }
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard connected == 0 else {
            let reason = Self.lastError
            if socket >= 0 { close(socket) }
            throw SettingsError("\(host):\(port) can't be reached: \(reason)")
        }
        var on: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        self.socket = socket
    }

    /// Whether the connection stands and nothing comes that wasn't asked for, so that a request may go out.
    var isReady: Bool {
        var byte: UInt8 = 0
        guard dueAt == nil, received.isEmpty, recv(socket, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT)) < 0 else { return false }
        return Self.isPassing(errno)
    }

    mutating func send(_ request: [UInt8], dueAt: UInt64) throws {
        var rest = request[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if sent < 0, errno == EINTR { continue }
            guard sent > 0 else { throw BrokenLane("the server broke a connection: \(Self.lastError)") }
            rest = rest.dropFirst(sent)
        }
        self.dueAt = dueAt
    }

    /// Sends a request and waits for its answer.
    mutating func exchange(_ request: [UInt8]) throws -> SmallClient.Response {
        try send(request, dueAt: 0)
        while true {
            if let answer = try receiveWhole() { return SmallClient.Response(status: answer.status, body: answer.body) }
            var wait = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            _ = poll(&wait, 1, 1000)
        }
    }

    /// - Returns: the answer, once it is whole.
    mutating func receive() throws -> Answer? {
        guard let dueAt, let whole = try receiveWhole() else { return nil }
        return Answer(status: whole.status, dueAt: dueAt, text: whole.status >= 400 ? String(decoding: whole.body, as: UTF8.self) : "")
    }

    /// - Returns: status and body, once they are whole.
    /// - Throws: when the connection is closed or broken before.
    mutating func receiveWhole() throws -> (status: Int, body: [UInt8])? {
        let count = recv(socket, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        if count == 0 { throw BrokenLane("the server closed a connection") }
        guard count > 0 else {
            guard Self.isPassing(errno) else { throw BrokenLane("the server broke a connection: \(Self.lastError)") }
            return nil
        }
        received.append(contentsOf: buffer[..<count])
        guard let head = Self.headEnd(received) else { return nil }
        let header = String(decoding: received[..<head], as: UTF8.self)
        let length = header.split(separator: "\r\n").compactMap { line -> Int? in
            line.lowercased().hasPrefix("content-length:") ? Int(line.dropFirst(15).filter { $0 != " " }) : nil
        }.first ?? 0
        guard received.count >= head + 4 + length else { return nil }
        let body = Array(received[(head + 4)..<(head + 4 + length)])
        received.removeFirst(head + 4 + length)
        dueAt = nil
        return (Int(header.dropFirst(9).prefix(3)) ?? 0, body)
    }

    /// Nothing is wrong, there is only nothing to read just now.
    private static func isPassing(_ code: Int32) -> Bool { code == EAGAIN || code == EWOULDBLOCK || code == EINTR }

    private static var lastError: String { String(cString: strerror(errno)) }

    private static func headEnd(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 4 else { return nil }
        for index in 0...(bytes.count - 4)
        where bytes[index] == 13 && bytes[index + 1] == 10 && bytes[index + 2] == 13 && bytes[index + 3] == 10 {
            return index
        }
        return nil
    }
}

/// A connection ended though an answer was still to come on it.
struct BrokenLane: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
