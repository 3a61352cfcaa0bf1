extension Endpoints {
    static let pricing: [Endpoint] = [
        .listPriceLists, .readPriceList, .putPriceList, .listPrices, .putPrices, .simulatePricing,
    ]
}
