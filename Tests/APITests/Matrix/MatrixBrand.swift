@testable import API
import Commerce
import HTTPTypes
import Synchronization
@testable import TestSupport
import Testing

/// The brand that the matrix is asked about: every organisation has something of everything it can have.
///
/// SKU `A` is ordered from headquarters' warehouses, `N` lies nowhere but in the others', `B` nowhere at all, `X-R-11` and `X-R-31` are custom; each warehouse `W-…` has a
/// second one `V-…` beside it.
final class MatrixBrand: Sendable {
    let service: TestService
    let brand: TestBrand
    /// What was made, by what it is for and whose it is: `order pick D-110105`.
    private let made = Mutex<[String: String]>([:])
    private let counter = Mutex(0)

    static let draft = BrandDraft(
        regions: Tree.regions,
        distributors: Tree.distributors.map { code in
            BrandDraft.Distributor(
                code: code, region: Tree.region(code) ?? "", latitudeE6: code == "D-310101" ? 31_231_763 : 39_921_489,
                longitudeE6: code == "D-310101" ? 121_484_443 : 116_486_409, tier: "gold", balanceFen: 1_000_000_000_000,
                stores: Tree.stores.filter { Tree.parents[$0] == code })
        },
        warehouses: Tree.keepers.flatMap { owner in
            ["W-", "V-"].map { BrandDraft.Warehouse(code: $0 + owner, owner: owner, latitudeE6: 39_084_158, longitudeE6: 117_200_983) }
        },
        skus: ["A", "B", "N"].map { BrandDraft.SKU(code: $0) } + Tree.regions.map { BrandDraft.SKU(code: "X-" + $0, owner: $0) },
        stock: Dictionary(
            uniqueKeysWithValues: Tree.keepers.map { owner in
                ("W-" + owner, owner == "HQ" ? ["A": 60_000] : ["N": 60_000])
            }))

    init(_ service: TestService, _ brand: TestBrand) {
        self.service = service
        self.brand = brand
    }

    static func with(_ body: @Sendable (MatrixBrand) async throws -> Void) async throws {
        try await TestService.serving(draft) { service, brand in
            let matrix = MatrixBrand(service, brand)
            try await matrix.furnish()
            try await body(matrix)
        }
    }

    subscript(_ what: String, _ whose: String) -> String {
        made.withLock { $0["\(what) \(whose)"] ?? "nothing" }
    }

    func keep(_ id: String?, as what: String, of whose: String) throws {
        let id = try #require(id, "\(what) \(whose)")
        made.withLock { $0["\(what) \(whose)"] = id }
    }

    /// A number that no other thing of this brand has.
    func next() -> Int {
        counter.withLock { number in
            number += 1
            return number
        }
    }

    func send(
        _ method: TestService.Method, _ path: String, as caller: String?, body: String? = nil, mediaType: String? = nil
    ) async throws -> TestAnswer {
        try await service.send(
            method, path, as: caller, body: body, key: method == .post ? "matrix-\(next())" : nil,
            headers: mediaType.map { [.contentType: $0] } ?? .init())
    }

    func done(_ method: TestService.Method, _ path: String, as caller: String, body: String? = nil) async throws -> TestAnswer {
        let answer = try await send(method, path, as: caller, body: body)
        try #require((200..<300).contains(answer.status), "\(path) as \(caller): \(answer.text)")
        return answer
    }

    private func furnish() async throws {
        for buyer in Tree.distributors {
            for purpose in ["read", "cancel"] { _ = try await order(buyer, purpose) }
            _ = try await done(.post, "/v1/orders", as: buyer, body: #"{"lines":[{"sku":"B","quantity":1}],"allowBackorder":true}"#)
            for sender in ["HQ", Tree.region(buyer) ?? ""] {
                for step in ["pick", "ship", "short", "deliver"] { try await shipment(from: sender, to: buyer, for: step) }
            }
            for step in ["accept", "refuse", "receive"] { try await `return`(of: buyer, for: step) }
            try await shipment(from: "HQ", to: buyer, for: "return")
            let url = #"{"url":"https://example.com/\#(buyer)"}"#
            _ = try await done(.post, "/v1/webhooks", as: buyer, body: url)
        }
        for other in ["HQ"] + Tree.regions + Tree.stores { _ = try await done(.post, "/v1/webhooks", as: other, body: #"{"url":"https://example.com/\#(other)"}"#) }
        try await furnishCampaigns()
        try await furnishDraws()
        try await furnishStoredValue()
        try await furnishAdvanceOrders()
        try await furnishStorefronts()
        try await furnishStores()
        try await furnishStoreGoods()
        try await furnishMembers()
        try await furnishReplenishment()
        let shares = (Tree.regions + Tree.distributors).map { #"{"organization":"\#($0)","units":6}"# }.joined(separator: ",")
        _ = try await done(
            .put, "/v1/allocations", as: "HQ", body: #"{"sku":"N","from":"2030-01-01T00:00:00Z","to":"2031-01-01T00:00:00Z","shares":[\#(shares)]}"#)
        for owner in Tree.keepers {
            _ = try await done(
                .post, "/v1/stock/movements", as: owner,
                body: #"{"kind":"receipt","warehouse":"W-\#(owner)","reason":"of \#(owner)","lines":[{"sku":"A","units":6}]}"#)
        }
    }

    private func order(_ buyer: String, _ purpose: String, sku: String = "A") async throws -> TestAnswer {
        let answer = try await done(.post, "/v1/orders", as: buyer, body: #"{"lines":[{"sku":"\#(sku)","quantity":1}]}"#)
        try keep(answer["id"], as: "order \(purpose)", of: buyer)
        return answer
    }

    /// An order whose one shipment has come as far as `step` starts from. Kept by sender and buyer.
    private func shipment(from sender: String, to buyer: String, for step: String) async throws {
        let answer = try await order(buyer, "\(step) \(sender)", sku: sender == "HQ" ? "A" : "N")
        let shipment = try #require(answer.text(at: "shipments/0/id"))
        if step == "ship" || step == "deliver" || step == "return" { _ = try await done(.post, "/v1/shipments/\(shipment)/pick", as: sender) }
        if step == "deliver" || step == "return" { _ = try await done(.post, "/v1/shipments/\(shipment)/ship", as: sender) }
        try keep(shipment, as: "shipment \(step)", of: sender == "HQ" ? "HQ " + buyer : buyer)
    }

    private func `return`(of buyer: String, for step: String) async throws {
        try await shipment(from: "HQ", to: buyer, for: "return")
        let request = #"{"order":"\#(self["order return HQ", buyer])","reason":"x","lines":[{"sku":"A","units":1}]}"#
        let id = try #require(try await done(.post, "/v1/returns", as: buyer, body: request)["id"])
        if step == "receive" { _ = try await done(.post, "/v1/returns/\(id)/accept", as: "HQ") }
        try keep(id, as: "return \(step)", of: buyer)
    }
}
