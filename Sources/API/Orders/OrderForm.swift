import Commerce
import Operations

extension Call {
    /// Reads an order's body and names every fault of it at its pointer: besides those of the form also what is wrong with the lines that
    /// can be read. More than 1,000 lines answer `TOO_MANY_LINES`.
    func orderDraft() async throws -> OrderDraft {
        var form = try form()
        let draft = form.order()
        form.noteUnknownFields()
        if form.hasFaults {
            form.noteFaults(try await brand.faults(of: form.certain(draft), by: caller))
        }
        try form.list.finish()
        return draft
    }
}

extension ObjectForm {
    fileprivate mutating func order() -> OrderDraft {
        OrderDraft(
            distributor: optionalCode("distributor"), shipTo: optionalObject("shipTo") { $0.coordinates() },
            lines: objects("lines", 1...OrderDraft.maxLines, tooMany: "TOO_MANY_LINES") { line in
                OrderDraft.Line(
                    sku: line.code("sku"), quantity: line.int("quantity", 1...OrderDraft.maxQuantity),
                    unit: line.optionalChoice("unit") ?? .case)
            },
            allowPartial: optionalBool("allowPartial"), allowBackorder: bool("allowBackorder", default: false),
            note: optionalText("note", 0...2000), expectedTotalFen: optionalInt("expectedTotalFen", 0...Int64.max), coupons: coupons(atMost: OrderDraft.maxCoupons),
            tender: optionalObject("tender", Tender.read) ?? .money)
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
            coupons: draft.coupons, tender: draft.tender)
    }
}
