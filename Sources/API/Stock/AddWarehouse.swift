import Commerce
import Operations

extension Endpoint {
    static let addWarehouse = Endpoint(.post, "/v1/warehouses", may: .manageWarehouses) { call in
        try call.noQuery()
        var form = try call.form()
        let draft = WarehouseDraft(
            code: form.code("code"), name: form.text("name", 1...200), organization: form.optionalCode("organization"),
            place: form.coordinates())
        try form.finish()
        return try await call.work { work in
            let warehouse = try await work.addWarehouse(draft)
            return .created(location: "/v1/warehouses/\(warehouse.code)") { json in json.object { $0.warehouse(warehouse) } }
        }
    }
}
