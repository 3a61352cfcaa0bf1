import Commerce
import Operations

extension Endpoint {
    /// Over shipments promised from `from` on and before `to`; the last 30 days when nothing is said.
    static let reportPromises = Endpoint(.get, "/v1/reports/promises") { call in
        var query = call.query
        let from = query.instant("from")
        let to = query.instant("to")
        try query.finish()
        let report = try await call.brand.promises(from: from, to: to, as: call.caller)
        return .ok { json in
            json.object { json in
                json.field("from", report.from.rfc3339)
                json.field("to", report.to.rfc3339)
                json.object("total") { $0.figures(report.total) }
                json.array("warehouses", report.warehouses) { json, row in
                    json.field("warehouse", row.warehouse.text)
                    json.figures(row.figures)
                }
                json.array("regions", report.regions) { json, row in
                    json.field("region", row.region.text)
                    json.figures(row.figures)
                }
            }
        }
    }
}

extension JSONObjectWriter {
    fileprivate mutating func figures(_ figures: PromiseReport.Figures) {
        field("shipments", figures.shipments)
        field("delivered", figures.delivered)
        field("onTime", figures.onTime)
        field("late", figures.late)
        field("overdue", figures.overdue)
        field("averageMinutesLate", figures.averageMinutesLate)
    }
}
