import Commerce
import Testing

@Suite struct SupplyCapTests {
    private let cap = SupplyCap()

    private func standing(_ sold: Int64?, ordered: Int64 = 0) -> SupplyCap.Standing {
        SupplyCap.Standing(soldUnits: sold, alreadyOrderedUnits: ordered)
    }

    @Test func `of a hundred sold, a hundred and twenty may be ordered and not one more`() {
        #expect(cap.excess(of: 119, line: 0, standing(100)) == nil)
        #expect(cap.excess(of: 120, line: 0, standing(100)) == nil)
        #expect(
            cap.excess(of: 121, line: 3, standing(100))
                == SupplyCap.Excess(line: 3, soldUnits: 100, capUnits: 120, alreadyOrderedUnits: 0, allowedUnits: 120))
    }

    @Test func `what was ordered before, and on lines before, counts`() {
        #expect(cap.excess(of: 20, line: 0, standing(100, ordered: 100)) == nil)
        #expect(cap.excess(of: 21, line: 0, standing(100, ordered: 100))?.allowedUnits == 20)
        #expect(cap.excess(of: 20, after: 1, line: 1, standing(100, ordered: 100))?.allowedUnits == 19)
        #expect(cap.excess(of: 1, line: 0, standing(100, ordered: 500))?.allowedUnits == 0)
        #expect(cap.excess(of: 1, after: .max, line: 0, standing(100, ordered: .max))?.allowedUnits == 0)
    }

    @Test func `the cap is rounded down, and where nobody sold anything there is none`() {
        #expect(cap.excess(of: 5, line: 0, standing(4))?.capUnits == 4)
        #expect(cap.excess(of: 6, line: 0, standing(5)) == nil)
        #expect(cap.excess(of: 1, line: 0, standing(0))?.allowedUnits == 0)
        #expect(cap.excess(of: 1_000_000, line: 0, standing(nil)) == nil)
        #expect(SupplyCap(capBps: 0).excess(of: 1, line: 0, standing(100))?.capUnits == 0)
    }
}
