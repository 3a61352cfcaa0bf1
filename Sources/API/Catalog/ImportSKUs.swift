import Commerce
import Operations

extension Endpoint {
    /// Good rows land, bad ones are named; row 1 is the first below the header.
    static let importSKUs = Endpoint(.post, "/v1/skus/import", may: .editCatalog, takes: .csv) { call in
        try call.noQuery()
        let sheet = try SKUSheet(call.bytes())
        return try await call.work { work in
            let report = try await work.importSKUs(sheet)
            return .ok { json in json.object { $0.importReport(report) } }
        }
    }
}
