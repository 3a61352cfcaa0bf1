import Commerce

/// Whole HTTP requests, of 10-line orders for the most part, put together from prepared parts, so that the load costs little beside what it measures.
struct OrderRequests {
    /// Which rows the orders want.
    enum Mix: String {
        /// Ten SKUs, one of each tenth of the catalogue, for distributors everywhere.
        case mixed
        /// Always the same ten, for distributors who are all served from one warehouse.
        case hot
        /// Ten SKUs of a storefront, for stores everywhere: the first half of what it sells is its distributor's own, the rest the pool's, and every
        /// other order has two lines of the rest.
        case shop
        /// No order, but a page of all that a storefront sells.
        case page

        var isOfStores: Bool { self == .shop || self == .page }
    }

    private let heads: [[UInt8]]
    private let skus: [String]
    private let mix: Mix
    private let run: UInt64
    private var random: SplitMix
    private var count: UInt64 = 0

    /// - Parameters:
    ///   - tokens: One a distributor.
    ///   - skus: Codes in order.
    init(tokens: [String], skus: [String], mix: Mix, seed: UInt64) {
        let target = mix == .page ? "GET /v1/storefront/skus?limit=200" : mix == .shop ? "POST /v1/storefront/orders" : "POST /v1/orders"
        let type = mix == .page ? "" : "Content-Type: application/json\r\n"
        heads = tokens.map { Array("\(target) HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \($0)\r\n\(type)".utf8) }
        self.skus = skus
        self.mix = mix
        run = seed
        random = SplitMix(state: seed)
    }

    mutating func next() -> [UInt8] {
        count += 1
        if mix == .page { return heads[Int(random.next() % UInt64(heads.count))] + Array("\r\n".utf8) }
        var body: [UInt8] = []
        body.reserveCapacity(512)
        body.append(contentsOf: "{\"lines\":[".utf8)
        for line in 0..<10 {
            if line > 0 { body.append(UInt8(ascii: ",")) }
            body.append(contentsOf: "{\"sku\":\"".utf8)
            body.append(contentsOf: skus[place(of: line)].utf8)
            body.append(contentsOf: "\",\"quantity\":".utf8)
            body.append(UInt8(ascii: "1") + UInt8(random.next() % 5))
            body.append(contentsOf: ",\"unit\":\"case\"}".utf8)
        }
        body.append(contentsOf: "]}".utf8)
        var request = heads[Int(random.next() % UInt64(heads.count))]
        request.append(contentsOf: "Idempotency-Key: \(run)-\(count)\r\nContent-Length: \(body.count)\r\n\r\n".utf8)
        request.append(contentsOf: body)
        return request
    }

    /// The place of a line's SKU among all.
    private mutating func place(of line: Int) -> Int {
        let half = skus.count / 2
        let (start, band) =
            switch mix {
            case .mixed, .hot, .page: (line * (skus.count / 10), skus.count / 10)
            case .shop where line >= 8 && count % 2 == 1: (half + (line - 8) * (half / 2), half / 2)
            case .shop: (line * (half / 10), half / 10)
            }
        return start + (mix == .hot ? band - 1 : Int(random.next() % UInt64(band)))
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): a load that can be repeated from its seed.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
