import Commerce
import Operations

extension Call {
    /// Reads an order's body and names every fault of it at its pointer: besides those of the form also what is wrong with the lines that
    /// can be read. More than 1,000 lines answer `TOO_MANY_LINES`.
    func orderDraft() async throws -> OrderDraft {
        try await orderDraft(distributor: { $0.optionalCode("distributor") }) { try await brand.faults(of: $0, by: caller) }
    }

    /// As `orderDraft`, of a store, which buys in the storefront of its own distributor.
    func storefrontOrderDraft() async throws -> OrderDraft {
        try await orderDraft(distributor: { _ in nil }) { try await brand.faults(of: $0, inStorefrontBy: caller.organization) }
    }

    private func orderDraft(
        distributor: (inout ObjectForm) -> Code?, faults: (OrderDraft) async throws -> [Fault]
    ) async throws -> OrderDraft {
        var form = try form()
        let buyer = distributor(&form)
        let draft = form.order(distributor: buyer)
        form.noteUnknownFields()
        if form.hasFaults { form.noteFaults(try await faults(form.certain(draft))) }
        try form.list.finish()
        return draft
    }
}

extension ObjectForm {
    fileprivate mutating func order(distributor: Code?) -> OrderDraft {
        OrderDraft(
            distributor: distributor, shipTo: optionalObject("shipTo") { $0.coordinates() },
            lines: objects("lines", 1...OrderDraft.maxLines, tooMany: "TOO_MANY_LINES") { $0.orderLine() },
            allowPartial: optionalBool("allowPartial"), allowBackorder: bool("allowBackorder", default: false),
            note: optionalText("note", 0...2000), expectedTotalFen: optionalInt("expectedTotalFen", 0...Int64.max), coupons: coupons(atMost: OrderDraft.maxCoupons))
    }

    /// What is ordered on one line.
    mutating func orderLine() -> OrderDraft.Line {
        OrderDraft.Line(sku: code("sku"), quantity: int("quantity", 1...OrderDraft.maxQuantity), unit: optionalChoice("unit") ?? .case)
    }

    /// The draft, with a case of each SKU of which a line can't be read: what its lines come to isn't known then, and nothing is wrong with a case.
    fileprivate func certain(_ draft: OrderDraft) -> OrderDraft {
        let known = list.pointers
        let unread = Set(draft.lines.indices.filter { line in
            ["", "/quantity", "/unit"].contains { known.contains("/lines/\(line)" + $0) }
        }.map { draft.lines[$0].sku })
        return OrderDraft(
            distributor: draft.distributor, shipTo: draft.shipTo,
            lines: draft.lines.map { unread.contains($0.sku) ? OrderDraft.Line(sku: $0.sku, quantity: 1, unit: .case) : $0 },
            allowPartial: draft.allowPartial, allowBackorder: draft.allowBackorder, note: draft.note, expectedTotalFen: draft.expectedTotalFen,
            coupons: draft.coupons)
    }
}
