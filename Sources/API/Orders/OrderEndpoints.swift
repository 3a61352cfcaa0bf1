extension Endpoints {
    static let orders: [Endpoint] = [
        .quoteOrder, .placeOrder, .listOrders, .readOrder, .readOrderSourcing, .cancelOrder, .importOrders, .listBackorders,
    ]
}
