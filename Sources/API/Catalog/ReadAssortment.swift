import Commerce
import Operations

extension Endpoint {
    static let readAssortment = Endpoint(.get, "/v1/organizations/{code}/assortment") { call in
        try call.noQuery()
        let found = try await call.brand.assortment(of: try call.code("code"), as: call.caller)
        return .ok { json in json.object { $0.assortment(found) } }
    }
}

extension JSONObjectWriter {
    mutating func assortment(_ view: AssortmentView) {
        field("organization", view.organization.text)
        switch view.selection {
        case .all:
            field("mode", AssortmentMode.all.rawValue)
        case .listed(let codes):
            field("mode", AssortmentMode.listed.rawValue)
            array("skus", codes.lazy.map(\.text))
        }
    }
}

/// How an assortment says what is in it.
enum AssortmentMode: String, CaseIterable {
    case all, listed
}
