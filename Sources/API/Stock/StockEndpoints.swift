extension Endpoints {
    static let stock: [Endpoint] = [
        .listWarehouses, .addWarehouse, .readWarehouse,
        .listStock, .moveStock, .listMovements, .putSafetyStock,
        .readPoolPolicy, .putPoolPolicy,
        .listAllocations, .putAllocation, .proposeAllocation,
    ]
}
