extension Endpoints {
    static let storefronts: [Endpoint] = [
        .readOwnStorefront, .listStorefrontSKUs, .quoteStorefrontOrder, .placeStorefrontOrder, .listOwnStorefrontOrders, .readStorefrontOrder,
        .cancelStorefrontOrder, .repeatStorefrontOrder, .payStorefrontBalance, .listStorefrontOrders, .putSupplyCap, .readSupplyCap, .reportSales, .listSales,
        .listStorefrontSales,
        .addStandingOrder, .listStandingOrders, .changeStandingOrder, .endStandingOrder,
    ]
}
