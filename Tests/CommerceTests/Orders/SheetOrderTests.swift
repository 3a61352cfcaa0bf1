import Commerce
import Testing

@Suite struct SheetOrderTests {
    static func row(_ number: Int, _ ref: String, _ sku: String, _ quantity: String, _ unit: String = "", distributor: String = "") -> OrderRow {
        OrderRow(row: number, cells: [.orderRef: ref, .sku: sku, .quantity: quantity, .unit: unit, .distributor: distributor])
    }

    @Test func `rows of one reference make one order, wherever they stand`() {
        let orders = SheetOrder.grouped([Self.row(1, "P1", "A", "2"), Self.row(2, "P2", "A", "1"), Self.row(3, "P1", "B", "12", "Bottle")])
        #expect(orders.map(\.orderRef) == ["P1", "P2"])
        #expect(orders[0].draft?.lines == [
            OrderDraft.Line(sku: Code(stored: "A"), quantity: 2, unit: .case), OrderDraft.Line(sku: Code(stored: "B"), quantity: 12, unit: .bottle),
        ])
        #expect(orders[0].draft?.distributor == nil)
    }

    @Test(arguments: [
        (row(1, "", "A", "1"), "orderRef", "MISSING"),
        (row(1, String(repeating: "字", count: 65), "A", "1"), "orderRef", "OUT_OF_RANGE"),
        (row(1, "P\u{0}", "A", "1"), "orderRef", "INVALID_TEXT"),
        (row(1, "P", "", "1"), "sku", "MISSING"),
        (row(1, "P", "A B", "1"), "sku", "INVALID_CODE"),
        (row(1, "P", "A", ""), "quantity", "MISSING"),
        (row(1, "P", "A", "0"), "quantity", "OUT_OF_RANGE"),
        (row(1, "P", "A", "-3"), "quantity", "OUT_OF_RANGE"),
        (row(1, "P", "A", "1000001"), "quantity", "OUT_OF_RANGE"),
        (row(1, "P", "A", "99999999999999999999999"), "quantity", "OUT_OF_RANGE"),
        (row(1, "P", "A", "1.5"), "quantity", "WRONG_TYPE"),
        (row(1, "P", "A", "-"), "quantity", "WRONG_TYPE"),
        (row(1, "P", "A", "١"), "quantity", "WRONG_TYPE"),
        (row(1, "P", "A", "1", "crate"), "unit", "UNKNOWN_VALUE"),
        (row(1, "P", "A", "1", distributor: "?"), "distributor", "INVALID_CODE"),
    ] as [(OrderRow, String, String)])
    func `a row's fault is named at its column`(row: OrderRow, column: String, code: String) {
        let order = SheetOrder.grouped([row])[0]
        #expect(order.draft == nil)
        #expect(order.faults.map(\.column) == [column])
        #expect(order.faults.map(\.code) == [code])
    }

    @Test func `every fault of every row is named, and the order isn't placed in part`() {
        let order = SheetOrder.grouped([Self.row(4, "P", "A", "0", "crate"), Self.row(5, "P", "B", "1"), Self.row(7, "P", "", "x")])[0]
        #expect(order.draft == nil)
        #expect(order.faults.map { "\($0.row) \($0.column ?? "") \($0.code)" } == [
            "4 quantity OUT_OF_RANGE", "4 unit UNKNOWN_VALUE", "7 sku MISSING", "7 quantity WRONG_TYPE",
        ])
    }

    @Test func `an order is one distributor's`() {
        let order = SheetOrder.grouped([Self.row(1, "P", "A", "1", distributor: "D-1"), Self.row(2, "P", "A", "1", distributor: "D-2")])[0]
        #expect(order.faults.map(\.code) == ["DIFFERENT_DISTRIBUTOR"])
    }

    @Test func `an order is known by its buyer and reference, and told from another by what it orders`() {
        func order(_ rows: OrderRow..., buyer: String? = nil) -> SheetOrder { SheetOrder.grouped(rows, buyer: buyer.map { Code(stored: $0) })[0] }
        let first = order(Self.row(1, "P", "A", "1"), Self.row(2, "P", "B", "2"))
        let again = order(Self.row(8, "P", "B", "2"), Self.row(9, "P", "A", "1", "case"))
        #expect(first.name == again.name && first.content == again.content)
        #expect(first.name != order(Self.row(1, "Q", "A", "1"), Self.row(2, "Q", "B", "2")).name)
        #expect(first.content != order(Self.row(1, "P", "A", "1"), Self.row(2, "P", "B", "3")).content)
        #expect(first.content != order(Self.row(1, "P", "A", "1", "bottle"), Self.row(2, "P", "B", "2")).content)
        #expect(first.name != order(Self.row(1, "P", "A", "1", distributor: "D"), Self.row(2, "P", "B", "2", distributor: "D")).name)
        // To name oneself is to leave it out, row by row.
        let own = order(Self.row(1, "P", "A", "1", distributor: "D"), Self.row(2, "P", "B", "2"), buyer: "D")
        #expect(own.faults.isEmpty && own.draft?.distributor == Code(stored: "D"))
        #expect(own.name == order(Self.row(1, "P", "A", "1"), buyer: "D").name)
    }

    @Test func `why an order is refused is shown at the row of its line`() {
        let order = SheetOrder.grouped([Self.row(3, "P", "A", "1"), Self.row(6, "P", "B", "1")])[0]
        let refusal = OrderRefusal.outOfStock([.init(line: 1, wantedUnits: 6, availableUnits: 2)])
        #expect(order.faults(of: refusal.reason) == [
            RowFault(row: 6, column: "quantity", code: "OUT_OF_STOCK", detail: "2 of 6 bottles are free.")
        ])
        let credit = order.faults(of: OrderRefusal.creditExceeded(shortByFen: 5).reason)
        #expect(credit.map(\.row) == [3] && credit.map(\.code) == ["CREDIT_EXCEEDED"])
    }
}
