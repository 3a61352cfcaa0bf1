extension Sourcing {
    /// Where every warehouse and every price stands at one node of the search tree, in one block of memory: nodes are left and come
    /// back to all the time.
    struct Node: ~Copyable {
        let pitches: [Market.Pitch]
        let lots: UnsafeMutableBufferPointer<Market.Lot>
        /// How close to its fee a warehouse's profit counts as equal: prices are whole nano-fen a unit.
        let tolerance: UnsafeMutableBufferPointer<Int64>
        let stakes: Stakes
        let twins: Twins
        /// With the penalty.
        let shipment: Int64
        let highestPrice: Int64

        private let words: UnsafeMutableBufferPointer<Int64>
        /// Dual price per pitch, nano-fen a unit.
        let price: UnsafeMutableBufferPointer<Int64>
        /// What is missing for a pitch's demand when only the open warehouses give.
        let lack: UnsafeMutableBufferPointer<Int64>
        /// What is left over when all that aren't closed give.
        private let spare: UnsafeMutableBufferPointer<Int64>
        /// What a warehouse earns at the prices.
        let profit: UnsafeMutableBufferPointer<Int64>
        /// What it must earn to pay for itself: `shipment` when free. When open, anything is enough; when closed, nothing is.
        let fee: UnsafeMutableBufferPointer<Int64>
        /// Pitches whose price may have room to move.
        let stale: UnsafeMutableBufferPointer<Bool>

        private static let openFee = -(Int64(1) << 62)
        private static let closedFee = Int64(1) << 62

        /// No completion costs less.
        var bound: Int64 = 0
        /// Pitches that the open warehouses don't fill.
        private var lacking = 0
        private(set) var openCount = 0
        /// Whether even all that aren't closed fail some pitch.
        private(set) var isImpossible = false
        /// How many lots were looked at: what the work at a node comes to.
        var looks = 0

        /// - Parameter penaltyNanoFen: What a shipment counts beyond what it costs: see `Search`.
        init(_ market: Market, _ supply: Supply, penaltyNanoFen: Int64) {
            pitches = market.pitches
            lots = .allocate(capacity: market.lots.count)
            _ = lots.initialize(fromContentsOf: market.lots)
            stakes = Stakes(market)
            twins = Twins(supply, stakes.members)
            tolerance = .allocate(capacity: market.warehouseCount)
            _ = tolerance.initialize(fromContentsOf: stakes.largest)
            shipment = market.shipmentNanoFen + penaltyNanoFen
            highestPrice = (Int64(1) << 60) / market.pitches.reduce(1) { $0 + $1.demand }
            let (p, w) = (market.pitches.count, market.warehouseCount)
            words = .allocate(capacity: p * 3 + w * 2)
            words.initialize(repeating: 0)
            price = .init(rebasing: words[0..<p])
            lack = .init(rebasing: words[p..<p * 2])
            spare = .init(rebasing: words[p * 2..<p * 3])
            profit = .init(rebasing: words[p * 3..<p * 3 + w])
            fee = .init(rebasing: words[p * 3 + w..<p * 3 + w * 2])
            stale = .allocate(capacity: p)
            stale.initialize(repeating: true)
        }

        deinit {
            lots.deallocate()
            tolerance.deallocate()
            words.deallocate()
            stale.deallocate()
        }

        /// Every warehouse is free again, and the prices are what the dearest unit costs when all are open.
        mutating func begin() {
            words.update(repeating: 0)
            stale.update(repeating: true)
            fee.update(repeating: Self.closedFee)
            isImpossible = false
            lacking = pitches.count
            openCount = 0
            bound = 0
            for warehouse in stakes.members { fee[warehouse] = shipment }
            for pitch in pitches.indices {
                lack[pitch] = pitches[pitch].demand
                spare[pitch] = -lack[pitch]
                for index in pitches[pitch].lots {
                    if spare[pitch] < 0 { price[pitch] = lots[index].nanoFen }
                    spare[pitch] += lots[index].units
                }
                for index in pitches[pitch].lots {
                    guard lots[index].nanoFen < price[pitch] else { break }
                    profit[lots[index].warehouse] += lots[index].units * (price[pitch] - lots[index].nanoFen)
                }
                // Single sums may leave the range; the whole, which no plan's cost is below, doesn't.
                bound &+= lack[pitch] &* price[pitch]
            }
            for warehouse in stakes.members { bound &+= min(0, shipment - profit[warehouse]) }
            for pitch in pitches.indices { openIndispensable(pitch) }
        }

        var prices: [Int64] { Array(price) }
        var profits: [Int64] { Array(profit) }

        func isFree(_ warehouse: Int) -> Bool { fee[warehouse] == shipment }
        func isOpen(_ warehouse: Int) -> Bool { fee[warehouse] == Self.openFee }
        /// Whether the open warehouses can give every pitch its demand.
        var isEnough: Bool { lacking == 0 }

        mutating func open(_ warehouse: Int) {
            bound += max(0, shipment - profit[warehouse])
            fee[warehouse] = Self.openFee
            openCount += 1
            looks &+= stakes[warehouse].count
            for index in stakes[warehouse] {
                let stake = stakes.all[index]
                if lack[stake.pitch] > 0 && lack[stake.pitch] <= stake.units { lacking -= 1 }
                lack[stake.pitch] -= stake.units
                stale[stake.pitch] = true
            }
            if let twin = twins.earlier(than: warehouse), isFree(twin) { open(twin) }
        }

        mutating func close(_ warehouse: Int) {
            bound += max(0, profit[warehouse] - shipment)
            fee[warehouse] = Self.closedFee
            looks &+= stakes[warehouse].count
            for index in stakes[warehouse] {
                let stake = stakes.all[index]
                spare[stake.pitch] -= stake.units
                stale[stake.pitch] = true
                if spare[stake.pitch] < 0 { isImpossible = true }
            }
            if let twin = twins.later(than: warehouse), isFree(twin) { close(twin) }
            guard !isImpossible else { return }
            for index in stakes[warehouse] { openIndispensable(stakes.all[index].pitch) }
        }

        /// Closes every free warehouse.
        mutating func closeRest() {
            for warehouse in stakes.members where !isImpossible && isFree(warehouse) { close(warehouse) }
        }

        /// Opens the warehouses that a pitch can't do without.
        private mutating func openIndispensable(_ pitch: Int) {
            let spare = spare[pitch]
            guard spare < pitches[pitch].largest else { return }
            looks &+= pitches[pitch].lots.count
            for index in pitches[pitch].lots {
                let lot = lots[index]
                if lot.runningUnits > spare && isFree(lot.warehouse) { open(lot.warehouse) }
            }
        }

        /// What `restore` comes back to.
        struct Saved {
            fileprivate let words: UnsafeMutableBufferPointer<Int64>
            fileprivate let bound: Int64
            fileprivate let lacking: Int
            fileprivate let openCount: Int
        }

        func save() -> Saved {
            let copy = UnsafeMutableBufferPointer<Int64>.allocate(capacity: words.count)
            _ = copy.initialize(fromContentsOf: words)
            return Saved(words: copy, bound: bound, lacking: lacking, openCount: openCount)
        }

        /// Comes back to where `save` was called. To be called once for each `save`.
        mutating func restore(_ saved: Saved) {
            _ = words.update(fromContentsOf: saved.words)
            saved.words.deallocate()
            (bound, lacking, openCount, isImpossible) = (saved.bound, saved.lacking, saved.openCount, false)
            stale.update(repeating: false)
        }
    }
}
