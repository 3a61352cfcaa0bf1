import Commerce
import Operations

extension Endpoint {
    /// Non-saturated supply (非饱和销售) of a region's stores.
    static let putSupplyCap = Endpoint(.put, "/v1/regions/{code}/supply-cap", may: .limitStorefronts) { call in
        try call.noQuery()
        let region = try call.code("code")
        var form = try call.form()
        let enabled = form.bool("enabled")
        let standard = SupplyCap()
        let cap = SupplyCap(
            capBps: form.optionalInt("capBps", SupplyCap.rates) ?? standard.capBps,
            windowDays: form.optionalInt("windowDays", SupplyCap.windows) ?? standard.windowDays)
        try form.finish()
        return try await call.work { work in
            let set = try await work.setSupplyCap(cap, enabled: enabled, of: region)
            return .ok { set.write(to: &$0) }
        }
    }

    static let readSupplyCap = Endpoint(.get, "/v1/regions/{code}/supply-cap") { call in
        try call.noQuery()
        let found = try await call.brand.supplyCap(of: try call.code("code"), as: call.caller)
        return .ok { found.write(to: &$0) }
    }
}

extension SupplyCapView {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("region", region.text)
            json.field("enabled", enabled)
            json.field("capBps", cap.capBps)
            json.field("windowDays", cap.windowDays)
        }
    }
}
