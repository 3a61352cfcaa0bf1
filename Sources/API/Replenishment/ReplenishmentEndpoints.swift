import Commerce
import Operations

extension Endpoints {
    static let replenishment: [Endpoint] = [
        .readReplenishmentPolicy, .putReplenishmentPolicy, .listSuggestions, .readSuggestion, .runSuggestions, .orderSuggestion, .dismissSuggestion,
        .listAlerts, .readAlert, .acknowledgeAlert,
    ]
}

extension JSONObjectWriter {
    /// The fields of a suggestion, with its arithmetic.
    mutating func suggestion(_ suggestion: SuggestionView) {
        field("id", suggestion.id.external)
        field("distributor", suggestion.distributor.text)
        field("sku", suggestion.sku.text)
        field("status", suggestion.status.rawValue)
        field("createdAt", suggestion.createdAt.rfc3339)
        field("computedAt", suggestion.computedAt.rfc3339)
        fieldIfPresent("order", suggestion.order?.external)
        field("soldUnits", suggestion.soldUnits)
        field("milliUnitsPerDay", suggestion.soldUnits * 1000 / ReorderPoint.windowDays)
        field("leadDays", suggestion.leadDays)
        field("safetyDays", suggestion.safetyDays)
        field("cycleDays", suggestion.cycleDays)
        field("availableUnits", suggestion.availableUnits)
        field("reorderPointUnits", suggestion.reorderPointUnits)
        field("suggestedCases", suggestion.suggestedCases)
    }

    /// The fields of an alert; times that haven't come are left out.
    mutating func alert(_ alert: StockAlertView) {
        field("id", alert.id.external)
        field("kind", AlertKind.lowStock.rawValue)
        field("distributor", alert.distributor.text)
        field("sku", alert.sku.text)
        field("at", alert.at.rfc3339)
        field("units", alert.units)
        field("thresholdUnits", alert.thresholdUnits)
        field("state", alert.clearedAt == nil ? "raised" : "cleared")
        fieldIfPresent("clearedAt", alert.clearedAt?.rfc3339)
        fieldIfPresent("acknowledgedAt", alert.acknowledgedAt?.rfc3339)
    }
}
