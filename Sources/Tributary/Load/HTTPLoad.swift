import Dispatch
import Foundation
import Histogram

/// Sends requests over kept-alive connections from one thread and measures each. Closed loop: every connection always has one request
/// out. Open loop: requests fall due at a fixed rate whether or not earlier ones are answered, and waiting for a free connection counts,
/// so that a server that stands still can't hide it.
struct HTTPLoad {
    let host: String
    let port: Int
    let connections: Int
    let seconds: Double
    /// Requests a second in open loop; nil: as many as go.
    let rate: Double?
    /// The next request, whole.
    let next: () -> [UInt8]

    struct Result {
        /// Answers by status.
        var statuses: [Int: Int] = [:]
        /// Microseconds from the moment a request was due to its last byte.
        var latencies = Histogram<UInt64>(highestTrackableValue: 120_000_000, numberOfSignificantValueDigits: .three)
        var seconds: Double = 0
        var broken = 0
        var firstProblem: String?

        var answers: Int { statuses.values.reduce(0, +) }
    }

    func run() throws -> Result {
        var lanes = try (0..<connections).map { _ in try Lane(host: host, port: port) }
        defer { for lane in lanes { close(lane.socket) } }
        var result = Result()
        let start = Self.now()
        let end = start + UInt64(seconds * 1e9)
        let interval = rate.map { 1e9 / $0 }
        var due = 0
        var polls = [pollfd](repeating: pollfd(), count: connections)
        while true {
            let now = Self.now()
            if now < end {
                for index in lanes.indices where lanes[index].dueAt == nil {
                    if let interval {
                        let at = start + UInt64(Double(due) * interval)
                        guard at <= now else { break }
                        due += 1
                        try lanes[index].send(next(), dueAt: at)
                    } else {
                        try lanes[index].send(next(), dueAt: now)
                    }
                }
            } else if lanes.allSatisfy({ $0.dueAt == nil }) || now > end + 30_000_000_000 {
                break
            }
            var waiting = 0
            for index in lanes.indices where lanes[index].dueAt != nil {
                polls[waiting] = pollfd(fd: lanes[index].socket, events: Int16(POLLIN), revents: 0)
                waiting += 1
            }
            _ = poll(&polls, nfds_t(waiting), interval == nil ? 100 : 1)
            for index in lanes.indices where lanes[index].dueAt != nil {
                guard let answer = try lanes[index].receive() else { continue }
                let done = Self.now()
                result.statuses[answer.status, default: 0] += 1
                if answer.status >= 400, result.firstProblem == nil { result.firstProblem = answer.text }
                result.latencies.record((done - answer.dueAt) / 1000)
            }
        }
        result.seconds = Double(Self.now() - start) / 1e9
        return result
    }

    static func now() -> UInt64 {
        DispatchTime.now().uptimeNanoseconds
    }
}

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
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        guard inet_pton(AF_INET, host, &address.sin_addr) == 1 else { throw SettingsError("\(host) is no IPv4 address") }
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard connected == 0 else { throw SettingsError("\(host):\(port) can't be reached: \(String(cString: strerror(errno)))") }
        var on: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    mutating func send(_ request: [UInt8], dueAt: UInt64) throws {
        var rest = request[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard sent > 0 else { throw SettingsError("the server closed a connection") }
            rest = rest.dropFirst(sent)
        }
        self.dueAt = dueAt
    }

    /// - Returns: the answer, once it is whole.
    mutating func receive() throws -> Answer? {
        guard let dueAt, let whole = try receiveWhole() else { return nil }
        return Answer(status: whole.status, dueAt: dueAt, text: whole.status >= 400 ? String(decoding: whole.body, as: UTF8.self) : "")
    }

    /// - Returns: status and body, once they are whole.
    mutating func receiveWhole() throws -> (status: Int, body: [UInt8])? {
        let count = recv(socket, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        if count == 0 { throw SettingsError("the server closed a connection") }
        guard count > 0 else { return nil }
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

    private static func headEnd(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 4 else { return nil }
        for index in 0...(bytes.count - 4)
        where bytes[index] == 13 && bytes[index + 1] == 10 && bytes[index + 2] == 13 && bytes[index + 3] == 10 {
            return index
        }
        return nil
    }
}
