/// What each store was sent of each item and may still give back.
struct Purchases {
    private struct Purchase {
        let order: Int
        var units: Int64
    }

    private struct Key: Hashable {
        let store: Int
        let item: Int
    }

    private var bought: [Key: [Purchase]] = [:]

    /// - Parameter order: rises from call to call.
    mutating func add(order: Int, store: Int, item: Int, units: Int64) {
        guard units > 0 else { return }
        bought[Key(store: store, item: item), default: []].append(Purchase(order: order, units: units))
    }

    /// Takes units out of the store's latest orders that still have some of the item.
    /// - Returns: how many of which order, and how many no order has.
    mutating func take(store: Int, item: Int, units: Int64) -> (taken: [(order: Int, units: Int64)], missing: Int64) {
        let key = Key(store: store, item: item)
        var rest = bought[key] ?? []
        var taken: [(order: Int, units: Int64)] = []
        var missing = units
        while missing > 0, let last = rest.last {
            let part = min(missing, last.units)
            taken.append((last.order, part))
            missing -= part
            if part == last.units {
                rest.removeLast()
            } else {
                rest[rest.count - 1].units -= part
            }
        }
        bought[key] = rest
        return (taken, missing)
    }
}
