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
