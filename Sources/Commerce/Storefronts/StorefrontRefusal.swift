/// Why a storefront, or one of its stores, is left as it is.
package enum StorefrontRefusal: Refusal, Equatable {
    case unknownStorefront
    case unknownStore
    case unknownRegion
    case items([Fault])
    case wrongStatus(StoreStatus, wanted: StoreStatus)

    package var reason: Reason {
        switch self {
        case .unknownStorefront: return .absent("storefront")
        case .unknownStore: return .absent("store")
        case .unknownRegion: return .absent("region")
        case .items(let faults): return .invalid(faults) ?? .absent("SKU")
        case .wrongStatus(let status, let wanted):
            let detail = "The store is \(status.rawValue) and can't become \(wanted.rawValue)."
            return Reason(.conflict, "STORE_STATE", detail)
        }
    }
}
