extension Endpoints {
    static let catalog: [Endpoint] = [
        .listSKUs, .addSKU, .readSKU, .changeSKU, .importSKUs,
        .readAssortment, .putAssortment,
    ]
}
