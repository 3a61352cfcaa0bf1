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
        return try lane.exchange(Self.request(method, path, token: token, type: type, key: key, body: body))
    }

    /// A whole request.
    static func request(
        _ method: String, _ path: String, token: String? = nil, type: String = "application/json", key: String? = nil, body: String = ""
    ) -> [UInt8] {
        var head = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n"
        if let key { head += "Idempotency-Key: \(key)\r\n" }
        if let token { head += "Authorization: Bearer \(token)\r\n" }
        return Array((head + "\r\n" + body).utf8)
    }

    func token(_ client: String, secret: String = "demo") throws -> String {
        try signIn(client, secret: secret).token
    }

    /// A token and for how many seconds it is good.
    func signIn(_ client: String, secret: String = "demo") throws -> (token: String, seconds: Int) {
        let response = try send(
            "POST", "/oauth/token", type: "application/x-www-form-urlencoded",
            body: "grant_type=client_credentials&client_id=\(client)&client_secret=\(secret)")
        guard response.status == 200 else {
            throw SettingsError("\(client) can't sign in: \(String(decoding: response.body, as: UTF8.self))")
        }
        let object = try response.json()
        guard let token = object["access_token"] as? String, let seconds = object["expires_in"] as? Int else {
            throw SettingsError("\(client) was answered no token")
        }
        return (token, seconds)
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

    /// Tokens of stores of the bench's storefronts, spread evenly over them.
    func storeTokens(at most: Int) throws -> [String] {
        let list = try all("/v1/organizations?kind=store&limit=200", token: try token("HQ"))
        let codes = list.compactMap { $0["code"] as? String }.filter { $0.hasPrefix(BenchStorefronts.prefix) }
        let step = max(1, codes.count / most)
        return try stride(from: 0, to: codes.count, by: step).prefix(most).map { try token(codes[$0]) }
    }

    /// In the order of their codes.
    func storefrontSKUs(token: String) throws -> [String] {
        try all("/v1/storefront/skus?limit=200", token: token).compactMap { $0["sku"] as? String }
    }

    /// Amply stocked ones: the scarce series would only measure refusals.
    func orderableSKUs(token: String) throws -> [String] {
        try all("/v1/skus?status=active&limit=200", token: token).filter { $0["series"] as? String != "稀缺" && $0["owner"] as? String == "HQ" }
            .compactMap { $0["code"] as? String }
    }
}
