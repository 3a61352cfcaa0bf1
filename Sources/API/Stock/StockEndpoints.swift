extension Endpoints {
    static let stock: [Endpoint] = [
        .listWarehouses, .addWarehouse, .readWarehouse,
        .listStock, .moveStock, .listMovements, .putSafetyStock, .listLots,
        .readPoolPolicy, .putPoolPolicy,
        .listAllocations, .putAllocation, .proposeAllocation,
    ]
}
