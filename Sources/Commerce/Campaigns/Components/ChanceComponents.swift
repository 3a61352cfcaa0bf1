/// 文化盲盒: a box at a fixed price, its content drawn from `pool` by a seed that was committed to before.
package struct BlindBox: Equatable, Sendable {
    package struct Prize: Equatable, Sendable {
        package var sku: Code
        package var weightBps: Int64
        /// Boxes that hold it; one bottle each.
        package var units: Int64

        package init(sku: Code, weightBps: Int64, units: Int64) {
            self.sku = sku
            self.weightBps = weightBps
            self.units = units
        }
    }
    package var priceFen: Int64
    /// Weights sum to 10000. A prize that is gone drops out and the others' odds grow in proportion.
    package var pool: [Prize]
    package var publishedOdds: Bool

    package init(priceFen: Int64, pool: [Prize], publishedOdds: Bool) {
        self.priceFen = priceFen
        self.pool = pool
        self.publishedOdds = publishedOdds
    }
}

/// 抽奖, 红包: a token draws once. What comes of it is decided by the server from a seed committed to before.
package struct LuckyDraw: Equatable, Sendable {
    package enum TokenSource: String, CaseIterable, Sendable {
        /// One token for each order in the campaign's audience, once it is shipped.
        case order
        /// One token for each `everyFen` of an order.
        case spend
        /// Tokens that a game hands in.
        case game
    }
    package enum Win: Equatable, Sendable {
        case money(minFen: Int64, maxFen: Int64)
        case goods(sku: Code, stock: Int64)
        case nothing
    }
    package struct Prize: Equatable, Sendable {
        package var weightBps: Int64
        package var win: Win

        package init(weightBps: Int64, win: Win) {
            self.weightBps = weightBps
            self.win = win
        }
    }
    package var tokenSource: TokenSource
    package var everyFen: Int64?
    /// Weights sum to 10000.
    package var prizes: [Prize]

    package init(tokenSource: TokenSource, everyFen: Int64? = nil, prizes: [Prize]) {
        self.tokenSource = tokenSource
        self.everyFen = everyFen
        self.prizes = prizes
    }
}
