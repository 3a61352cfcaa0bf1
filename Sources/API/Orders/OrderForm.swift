package import Commerce

extension OrderDraft {
    /// Reads an order's body and names every fault of it at its pointer. More than 1,000 lines answer `TOO_MANY_LINES`.
    package init(_ call: Call) throws {
        var form = try call.form()
        let distributor = form.optionalCode("distributor")
        let shipTo = form.optionalObject("shipTo") { $0.coordinates() }
        let lines = form.objects("lines", 1...Self.maxLines, tooMany: "TOO_MANY_LINES") { line in
            Line(
                sku: line.code("sku"), quantity: line.int("quantity", 1...Self.maxQuantity),
                unit: line.optionalChoice("unit") ?? .case)
        }
        let allowPartial = form.optionalBool("allowPartial")
        let allowBackorder = form.bool("allowBackorder", default: false)
        let note = form.optionalText("note", 0...2000)
        try form.finish()
        self.init(
            distributor: distributor, shipTo: shipTo, lines: lines, allowPartial: allowPartial, allowBackorder: allowBackorder, note: note)
    }
}
