import Foundation

/// The few requests that a load or a replay makes besides its load.
struct SmallClient {
    let host: String
    let port: Int

    init(host: String, port: Int) throws {
        self.host = host
        self.port = port
    }

    struct Response {
        let status: Int
        let body: [UInt8]

        func json() throws -> [String: Any] {
            guard let object = try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] else {
                throw SettingsError("the server answered no JSON object")
            }
            return object
        }
    }

    /// One request on a connection of its own.
    func send(_ method: String, _ path: String, token: String? = nil, type: String = "application/json", key: String? = nil, body: String = "")
        throws -> Response
    {
        var lane = try Lane(host: host, port: port)
        defer { close(lane.socket) }
        var head = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n"
        if let key { head += "Idempotency-Key: \(key)\r\n" }
        if let token { head += "Authorization: Bearer \(token)\r\n" }
        try lane.send(Array((head + "\r\n" + body).utf8), dueAt: 0)
        while true {
            if let answer = try lane.receiveWhole() { return Response(status: answer.status, body: answer.body) }
            var wait = pollfd(fd: lane.socket, events: Int16(POLLIN), revents: 0)
            _ = poll(&wait, 1, 1000)
        }
    }

    func token(_ client: String, secret: String = "demo") throws -> String {
        let response = try send(
            "POST", "/oauth/token", type: "application/x-www-form-urlencoded",
            body: "grant_type=client_credentials&client_id=\(client)&client_secret=\(secret)")
        guard response.status == 200, let token = try response.json()["access_token"] as? String else {
            throw SettingsError("\(client) can't sign in: \(String(decoding: response.body, as: UTF8.self))")
        }
        return token
    }

    /// Every page of a list.
    func all(_ path: String, token: String) throws -> [[String: Any]] {
        var items: [[String: Any]] = []
        var cursor: String?
        repeat {
            let page = try send("GET", path + (cursor.map { "&cursor=\($0)" } ?? ""), token: token).json()
            items += page["items"] as? [[String: Any]] ?? []
            cursor = page["nextCursor"] as? String
        } while cursor != nil
        return items
    }

    /// Tokens of distributors spread evenly over the brand, or over one region.
    func distributorTokens(_ region: String?, at most: Int) throws -> [String] {
        let headquarters = try token("HQ")
        let list = try all("/v1/organizations?kind=distributor&limit=200" + (region.map { "&parent=\($0)" } ?? ""), token: headquarters)
        let codes = list.compactMap { $0["code"] as? String }
        let step = max(1, codes.count / most)
        return try stride(from: 0, to: codes.count, by: step).prefix(most).map { try token(codes[$0]) }
    }

    /// Amply stocked ones: the scarce series would only measure refusals.
    func orderableSKUs(token: String) throws -> [String] {
        try all("/v1/skus?status=active&limit=200", token: token).filter { $0["series"] as? String != "稀缺" && $0["owner"] as? String == "HQ" }
            .compactMap { $0["code"] as? String }
    }
}
