/// Which part of a warehouse's stock a unit is taken from: what anyone may have, or the pool all distributors share.
package enum StockClass: String, Sendable {
    case general, pool
}
