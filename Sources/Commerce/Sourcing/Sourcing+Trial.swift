extension Sourcing {
    /// A set of warehouses to be tried as a plan, in memory that is used again and again.
    struct Trial: ~Copyable {
        private let market: Market
        private let isOpen: UnsafeMutableBufferPointer<Bool>
        private let isUsed: UnsafeMutableBufferPointer<Bool>
        /// Of the last evaluation.
        private(set) var usedCount = 0
        /// How many lots were looked at, as in `Node`.
        private(set) var looks = 0

        init(_ market: Market) {
            self.market = market
            isOpen = .allocate(capacity: market.warehouseCount)
            isOpen.initialize(repeating: false)
            isUsed = .allocate(capacity: market.warehouseCount)
            isUsed.initialize(repeating: false)
        }

        deinit {
            isOpen.deallocate()
            isUsed.deallocate()
        }

        subscript(warehouse: Int) -> Bool {
            get { isOpen[warehouse] }
            nonmutating set { isOpen[warehouse] = newValue }
        }

        /// What the best plan over the open warehouses costs, for those of them that it uses.
        /// - Returns: nil when they can't give all that is asked of some pitch, or when it is more than `most`.
        mutating func nanoFen(upTo most: Int64 = .max) -> Int64? {
            isUsed.update(repeating: false)
            usedCount = 0
            var total: Int64 = 0
            for pitch in market.pitches {
                var wanted = pitch.demand
                var last = pitch.lots.lowerBound
                for index in pitch.lots {
                    last = index
                    let lot = market.lots[index]
                    guard isOpen[lot.warehouse] else { continue }
                    let units = min(wanted, lot.units)
                    total &+= units &* lot.nanoFen
                    wanted &-= units
                    if !isUsed[lot.warehouse] {
                        isUsed[lot.warehouse] = true
                        usedCount += 1
                    }
                    if wanted == 0 { break }
                }
                looks &+= last &- pitch.lots.lowerBound &+ 1
                if wanted > 0 || total > most { return nil }
            }
            let nanoFen = total &+ Int64(usedCount) &* market.shipmentNanoFen
            return nanoFen > most ? nil : nanoFen
        }

        /// What the last evaluation used.
        func selection(_ nanoFen: Int64) -> Selection {
            Selection(used: Array(isUsed), count: usedCount, nanoFen: nanoFen)
        }

        /// Closes what the last evaluation didn't use.
        func closeUnused() {
            _ = isOpen.update(fromContentsOf: isUsed)
        }
    }
}
