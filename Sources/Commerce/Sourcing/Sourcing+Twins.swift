extension Sourcing {
    /// Warehouses that are as good as each other: at one distance, of one tier, with the same stock of all that is wanted.
    ///
    /// A set with the later of two twins (the higher code) and without the earlier costs what it costs with the two exchanged, and ranks behind
    /// that. So the best set has a twin only together with all earlier ones, and so has the second best, unless it is the best with its
    /// last twin of some kind exchanged for the next. A search that looks at no other sets isn't lost among equals.
    struct Twins {
        /// Per warehouse its next earlier and its next later twin, or -1; empty when there are no twins.
        private var earlier: [Int] = []
        private var later: [Int] = []

        /// - Parameter members: Nearest first, those at one distance in the order of their codes.
        init(_ supply: Supply, _ members: [Int]) {
            for place in members.indices.dropFirst() {
                let warehouse = members[place]
                var rival = place - 1
                while rival >= 0, supply.distanceMetres[members[rival]] == supply.distanceMetres[warehouse] {
                    if supply.hasSameStock(members[rival], warehouse) {
                        link(members[rival], warehouse, of: supply.count)
                        break
                    }
                    rival -= 1
                }
            }
        }

        private mutating func link(_ a: Int, _ b: Int, of count: Int) {
            if earlier.isEmpty {
                earlier = [Int](repeating: -1, count: count)
                later = earlier
            }
            earlier[b] = a
            later[a] = b
        }

        @inline(__always)
        func earlier(than warehouse: Int) -> Int? {
            earlier.isEmpty || earlier[warehouse] < 0 ? nil : earlier[warehouse]
        }

        @inline(__always)
        func later(than warehouse: Int) -> Int? {
            later.isEmpty || later[warehouse] < 0 ? nil : later[warehouse]
        }

        /// Calls with the last twin of its kind in a set and the first that isn't in it.
        func forEachExchange(in used: [Bool], _ body: (_ last: Int, _ next: Int) -> Void) {
            guard !later.isEmpty else { return }
            for last in used.indices where used[last] {
                if let next = later(than: last), !used[next] { body(last, next) }
            }
        }
    }
}
