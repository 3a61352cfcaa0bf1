import Glibc

/// One kept-alive connection for what a replay asks for one after the other. When it breaks, a new one is opened and the request, which has a
/// key and so is done once at most, sent again.
final class ReplayConnection {
    private let port: Int
    private var lane: Lane?

    init(port: Int) {
        self.port = port
    }

    deinit {
        if let lane { close(lane.socket) }
    }

    /// - Throws: `BrokenLane` when the connection breaks again; `SettingsError` when the server can't be reached.
    func post(_ path: String, token: String, key: String, body: String) throws -> SmallClient.Response {
        let request = SmallClient.request("POST", path, token: token, key: key, body: body)
        do {
            return try exchange(request)
        } catch is BrokenLane {
            return try exchange(request)
        }
    }

    private func exchange(_ request: [UInt8]) throws -> SmallClient.Response {
        if let lane, !lane.isReady {
            close(lane.socket)
            self.lane = nil
        }
        if lane == nil { lane = try Lane(host: "127.0.0.1", port: port) }
        guard let response = try lane?.exchange(request) else { throw BrokenLane("there is no connection") }
        return response
    }
}
