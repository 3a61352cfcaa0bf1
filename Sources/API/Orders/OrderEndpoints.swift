extension Endpoints {
    static let orders: [Endpoint] = [.placeOrder, .quoteOrder]
}
