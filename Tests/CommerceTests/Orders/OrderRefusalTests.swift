import Commerce
import Testing

@Suite struct OrderRefusalTests {
    @Test func `a price that changed is a conflict that tells both totals`() {
        let reason = OrderRefusal.priceChanged(expectedTotalFen: 100, totalFen: 101).reason
        #expect(reason.kind == .conflict && reason.code == "PRICE_CHANGED")
        #expect(reason.figures == [Figure("expectedTotalFen", 100), Figure("totalFen", 101)])
        #expect(reason.faults.map(\.pointer) == ["/expectedTotalFen"])
    }
}
