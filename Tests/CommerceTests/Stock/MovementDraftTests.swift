import Commerce
import Testing

struct MovementDraftTests {
    private static let warehouse = Code(stored: "WH-1")
    private static let other = Code(stored: "WH-2")

    private static func lines(_ lines: (String, Int64)...) -> [MovementDraft.Line] {
        lines.map { MovementDraft.Line(sku: Code(stored: $0.0), units: $0.1) }
    }

    private static func lot(_ code: String?, _ made: String? = nil, _ until: String? = nil, units: Int64 = 1) -> [MovementDraft.Line] {
        [
            MovementDraft.Line(
                sku: Code(stored: "A"), units: units, lot: code.map { Code(stored: $0) }, productionDate: made.map(LotLanguage.day),
                bestBefore: until.map(LotLanguage.day))
        ]
    }

    struct Example: CustomTestStringConvertible {
        let what: String
        let kind: MovementKind
        var to: Code?
        var lines: [MovementDraft.Line] = MovementDraftTests.lines(("A", 1))
        /// Pointer and code of each.
        var faults: [String] = []
        var testDescription: String { what }
    }

    @Test(arguments: [
        Example(what: "a receipt", kind: .receipt, lines: lines(("A", 1), ("B", 1_000_000_000))),
        Example(what: "an adjustment up", kind: .adjustment, lines: lines(("A", 5))),
        Example(what: "an adjustment down", kind: .adjustment, lines: lines(("A", -5))),
        Example(what: "a transfer", kind: .transfer, to: other),
        Example(what: "a receipt of nothing", kind: .receipt, lines: lines(("A", 0)), faults: ["/lines/0/units OUT_OF_RANGE"]),
        Example(what: "a negative receipt", kind: .receipt, lines: lines(("A", -1)), faults: ["/lines/0/units OUT_OF_RANGE"]),
        Example(what: "an adjustment of nothing", kind: .adjustment, lines: lines(("A", 0)), faults: ["/lines/0/units OUT_OF_RANGE"]),
        Example(
            what: "a negative transfer", kind: .transfer, to: other, lines: lines(("A", -1)), faults: ["/lines/0/units OUT_OF_RANGE"]),
        Example(
            what: "more than can be counted", kind: .adjustment, lines: lines(("A", .max), ("B", .min), ("C", 1_000_000_001)),
            faults: ["/lines/0/units OUT_OF_RANGE", "/lines/1/units OUT_OF_RANGE", "/lines/2/units OUT_OF_RANGE"]),
        Example(
            what: "a SKU three times", kind: .receipt, lines: lines(("A", 1), ("A", 1), ("B", 1), ("A", 2)),
            faults: ["/lines/1/sku DUPLICATE_SKU", "/lines/3/sku DUPLICATE_SKU"]),
        Example(what: "no lines", kind: .receipt, lines: [], faults: ["/lines OUT_OF_RANGE"]),
        Example(what: "a transfer to nowhere", kind: .transfer, faults: ["/toWarehouse MISSING"]),
        Example(what: "a transfer to itself", kind: .transfer, to: warehouse, faults: ["/toWarehouse SAME_WAREHOUSE"]),
        Example(what: "a receipt with a destination", kind: .receipt, to: other, faults: ["/toWarehouse NOT_A_TRANSFER"]),
        Example(what: "a lot", kind: .receipt, lines: lot("L1", "2026-01-01")),
        Example(what: "a lot that keeps to the day it is made", kind: .receipt, lines: lot("L1", "2026-01-01", "2026-01-01")),
        Example(what: "a lot without a day", kind: .receipt, lines: lot("L1"), faults: ["/lines/0/productionDate MISSING"]),
        Example(what: "a last day only", kind: .receipt, lines: lot("L1", nil, "2026-01-01"), faults: ["/lines/0/productionDate MISSING"]),
        Example(what: "a day without a lot", kind: .receipt, lines: lot(nil, "2026-01-01"), faults: ["/lines/0/lot MISSING"]),
        Example(
            what: "a lot past its day before it is made", kind: .receipt, lines: lot("L1", "2026-01-02", "2026-01-01"),
            faults: ["/lines/0/bestBefore OUT_OF_RANGE"]),
        Example(
            what: "a lot of other centuries", kind: .receipt, lines: lot("L1", "1899-12-31", "3000-01-01"),
            faults: ["/lines/0/productionDate OUT_OF_RANGE", "/lines/0/bestBefore OUT_OF_RANGE"]),
        Example(what: "an adjustment of a lot", kind: .adjustment, lines: lot("L1", units: -1)),
        Example(what: "a transfer of a lot", kind: .transfer, to: other, lines: lot("L1")),
        Example(
            what: "a transfer that says dates", kind: .transfer, to: other, lines: lot("L1", "2026-01-01", "2026-02-01"),
            faults: ["/lines/0/productionDate NOT_A_RECEIPT", "/lines/0/bestBefore NOT_A_RECEIPT"]),
        Example(what: "a despatch", kind: .despatch, faults: ["/kind UNKNOWN_VALUE"]),
        Example(
            what: "everything wrong at once", kind: .transfer, lines: lines(("A", 0), ("A", -1)),
            faults: [
                "/toWarehouse MISSING", "/lines/0/units OUT_OF_RANGE", "/lines/1/sku DUPLICATE_SKU", "/lines/1/units OUT_OF_RANGE",
            ]),
    ])
    func `a movement is refused with every fault at its pointer`(_ example: Example) {
        do {
            _ = try MovementDraft(
                kind: example.kind, warehouse: Self.warehouse, toWarehouse: example.to, reason: "", lines: example.lines)
            #expect(example.faults.isEmpty)
        } catch {
            #expect(error.reason.kind == .invalid)
            #expect(error.reason.faults.map { "\($0.pointer) \($0.code)" } == example.faults)
        }
    }

    @Test(arguments: [(1000, true), (1001, false)])
    func `a movement has at most a thousand lines`(_ count: Int, _ allowed: Bool) {
        let lines = (0..<count).map { MovementDraft.Line(sku: Code(stored: "S-\($0)"), units: 1) }
        let draft = try? MovementDraft(kind: .receipt, warehouse: Self.warehouse, toWarehouse: nil, reason: "", lines: lines)
        #expect((draft != nil) == allowed)
    }
}
