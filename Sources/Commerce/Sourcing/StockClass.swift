/// Which part of a warehouse's stock a unit is taken from.
package enum StockClass: String, Sendable {
    case general, pool
}
