import Glibc

/// Many requests at once over kept-alive connections, each answered to whoever sent it. Requests of one call go out together; the call ends
/// when all are answered.
///
/// A connection that breaks is opened anew and its request, which has a key and so is done once at most, sent again. When that breaks too, it
/// is answered with `broken`.
final class ReplayLanes {
    struct Request {
        let bytes: [UInt8]
        let tag: Int
    }

    /// The status of a request that was never answered.
    static let broken = 0

    private let port: Int
    private var lanes: [Lane]
    private var requests: [Request?]
    private var attempts: [Int]
    /// Requests a second; nil: as many as go.
    private let rate: Double?
    private let start = HTTPLoad.now()
    private var sent = 0

    init(port: Int, count: Int, rate: Double?) throws {
        self.port = port
        lanes = try (0..<count).map { _ in try Lane(host: "127.0.0.1", port: port) }
        requests = [Request?](repeating: nil, count: count)
        attempts = [Int](repeating: 0, count: count)
        self.rate = rate
    }

    deinit {
        for lane in lanes { close(lane.socket) }
    }

    /// - Parameters:
    ///   - next: asked for a request when one can go out soon; nil: that was all.
    ///   - answered: told of each answer, in the order they come.
    /// - Throws: when the server can't be reached any more, or what the two throw.
    func send(next: () throws -> Request?, answered: (_ tag: Int, _ status: Int, _ body: [UInt8], _ microseconds: UInt64) throws -> Void) throws {
        var upcoming = try next()
        while upcoming != nil || requests.contains(where: { $0 != nil }) {
            for index in lanes.indices where requests[index] == nil {
                guard let request = upcoming, isDue else { break }
                requests[index] = request
                attempts[index] = 0
                sent += 1
                upcoming = try next()
                if try !goOut(index) { try end(index, Self.broken, [], 0, answered) }
            }
            var polls = lanes.filter { $0.dueAt != nil }.map { pollfd(fd: $0.socket, events: Int16(POLLIN), revents: 0) }
            _ = poll(&polls, nfds_t(polls.count), upcoming == nil || rate == nil ? 1000 : 1)
            for index in lanes.indices {
                guard let due = lanes[index].dueAt else { continue }
                do {
                    guard let answer = try lanes[index].receiveWhole() else { continue }
                    try end(index, answer.status, answer.body, (HTTPLoad.now() - due) / 1000, answered)
                } catch is BrokenLane {
                    if try !goOut(index) { try end(index, Self.broken, [], 0, answered) }
                }
            }
        }
    }

    private var isDue: Bool {
        guard let rate else { return true }
        return Double(sent) / rate * 1e9 <= Double(HTTPLoad.now() - start)
    }

    private func end(
        _ index: Int, _ status: Int, _ body: [UInt8], _ microseconds: UInt64, _ answered: (Int, Int, [UInt8], UInt64) throws -> Void
    ) throws {
        guard let request = requests[index] else { return }
        requests[index] = nil
        try answered(request.tag, status, body, microseconds)
    }

    /// - Returns: false when it broke twice.
    private func goOut(_ index: Int) throws -> Bool {
        guard let request = requests[index] else { return false }
        while attempts[index] < 2 {
            attempts[index] += 1
            if !lanes[index].isReady { try reopen(index) }
            do {
                try lanes[index].send(request.bytes, dueAt: HTTPLoad.now())
                return true
            } catch is BrokenLane {
                try reopen(index)
            }
        }
        if !lanes[index].isReady { try reopen(index) }
        return false
    }

    private func reopen(_ index: Int) throws {
        let lane = try Lane(host: "127.0.0.1", port: port)
        close(lanes[index].socket)
        lanes[index] = lane
    }
}
