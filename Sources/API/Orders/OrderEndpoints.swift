extension Endpoints {
    static let orders: [Endpoint] = [
        .quoteOrder, .placeOrder, .listOrders, .readOrder, .readOrderSourcing, .cancelOrder, .payBalance, .importOrders, .listBackorders,
    ]
}
