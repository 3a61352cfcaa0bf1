extension Endpoints {
    static let stock: [Endpoint] = [
        .listWarehouses, .addWarehouse, .readWarehouse,
        .listStock, .moveStock, .listMovements, .putSafetyStock, .listLots,
        .readPoolPolicy, .putPoolPolicy, .simulatePool,
        .listAllocations, .putAllocation, .proposeAllocation,
    ]
}
