import Foundation
import Glibc

/// Many requests at once over kept-alive connections, each answered to whoever sent it. Requests of one call go out together; the call ends
/// when all are answered.
struct ReplayLanes {
    struct Request {
        let bytes: [UInt8]
        let tag: Int
    }

    private var lanes: [Lane]
    private var tags: [Int]
    /// Requests a second; nil: as many as go.
    private let rate: Double?
    private var start = HTTPLoad.now()
    private var sent = 0

    init(port: Int, count: Int, rate: Double?) throws {
        lanes = try (0..<count).map { _ in try Lane(host: "127.0.0.1", port: port) }
        tags = [Int](repeating: 0, count: count)
        self.rate = rate
    }

    mutating func send(_ requests: [Request], _ answered: (_ tag: Int, _ status: Int, _ body: [UInt8], _ microseconds: UInt64) throws -> Void) throws {
        var waiting = requests.makeIterator()
        var out = 0
        var upcoming = waiting.next()
        while upcoming != nil || out > 0 {
            let now = HTTPLoad.now()
            for index in lanes.indices where lanes[index].dueAt == nil {
                guard let request = upcoming else { break }
                if let rate, Double(sent) / rate * 1e9 > Double(now - start) { break }
                try lanes[index].send(request.bytes, dueAt: now)
                tags[index] = request.tag
                sent += 1
                out += 1
                upcoming = waiting.next()
            }
            var polls = lanes.filter { $0.dueAt != nil }.map { pollfd(fd: $0.socket, events: Int16(POLLIN), revents: 0) }
            _ = poll(&polls, nfds_t(polls.count), upcoming == nil || rate == nil ? 1000 : 1)
            for index in lanes.indices {
                guard let due = lanes[index].dueAt, let answer = try lanes[index].receiveWhole() else { continue }
                out -= 1
                try answered(tags[index], answer.status, answer.body, (HTTPLoad.now() - due) / 1000)
            }
        }
    }

    func close() {
        for lane in lanes { Glibc.close(lane.socket) }
    }

    static func request(_ method: String, _ path: String, token: String, key: String? = nil, body: String) -> [UInt8] {
        var head = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(token)\r\nContent-Type: application/json\r\n"
        if let key { head += "Idempotency-Key: \(key)\r\n" }
        return Array((head + "Content-Length: \(body.utf8.count)\r\n\r\n" + body).utf8)
    }
}
