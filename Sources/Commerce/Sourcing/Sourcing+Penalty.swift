extension Sourcing.Node {
    /// The penalty per shipment with which the prices at the root bound best what a plan within the limit costs: among some sizes, as
    /// the bound is concave in the penalty and needs no more than the right magnitude. Where no plan keeps the limit, the bound grows with the
    /// penalty until it shows that.
    /// - Parameter looks: Counts the work.
    static func penaltyNanoFen(_ market: Sourcing.Market, _ supply: Sourcing.Supply, limit: Int, looks: inout Int) -> Int64 {
        let smallest = max(1, max(market.shipmentNanoFen, market.dearestNanoFen / Int64(limit) / 256) / 4)
        let largest = (Int64(1) << 58) / Int64(max(market.warehouseCount, limit))
        var best: (penalty: Int64, bound: Int64) = (0, 0)
        var penalty = smallest
        while penalty < largest {
            var node = Sourcing.Node(market, supply, penaltyNanoFen: penalty)
            node.begin()
            node.raiseBound(upTo: Int64.max)
            looks += node.looks
            let bound = node.bound - penalty * Int64(limit)
            guard bound > best.bound else { break }
            best = (penalty, bound)
            if bound > market.dearestNanoFen { break }
            penalty *= 4
        }
        return best.penalty
    }
}
