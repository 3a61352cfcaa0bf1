import Commerce
import Operations
import TestSupport

extension TestBrand {
    /// A store gives so many bottles of an order back, and they are received and put on the shelf again.
    func giveBackFromStore(_ units: Int64, of sku: String, _ order: OrderID, by store: String = TestBrand.store) async throws {
        let draft = try ReturnDraft(order: order, reason: "", lines: [.init(sku: Code(stored: sku), units: units)])
        let view = try await brand.work(for: try caller(store)) { try await $0.requestReturn(draft) }
        _ = try await brand.work(for: try caller("HQ")) { try await $0.acceptReturn(view.id) }
        _ = try await brand.work(for: try caller("R-11")) {
            try await $0.receiveReturn(view.id, [ReceivedUnits(sku: Code(stored: sku), units: units, disposition: .restock)])
        }
    }
}
