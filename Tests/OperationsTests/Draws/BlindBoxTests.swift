import Commerce
import Operations
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct BlindBoxTests {
    static let box = #"{"kind":"blindBox","priceFen":9900,"pool":[{"sku":"A","weightBps":9000,"units":36},{"sku":"B","weightBps":1000,"units":4}],"publishedOdds":true}"#

    @Test func `boxes are paid and opened at once, and sold while they last`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.openDraw(Self.box)
            let before = try await test.balanceFen()
            let bought = try await test.boxes(38, of: campaign)
            #expect(bought.totalFen == 38 * 9900 && bought.boxes.count == 38)
            #expect(bought.boxes.map(\.number) == Array(1...38))
            #expect(bought.boxes.map(\.token) == (1...38).map { "\(bought.id.external).\($0)" })
            #expect(bought.boxes.allSatisfy { $0.state == .open && $0.sku != nil })
            #expect(try await test.balanceFen() == before - 38 * 9900)
            do {
                _ = try await test.boxes(3, of: campaign)
                Issue.record("two are left")
            } catch let refusal as DrawRefusal {
                #expect(refusal == .soldOut(available: 2))
            }
            _ = try await test.boxes(2, of: campaign, by: "D-110106")
            #expect(try await test.outcome { _ = try await test.boxes(1, of: campaign) } == "SOLD_OUT")
            #expect(try await test.balanceFen() == before - 38 * 9900)
            #expect(try await test.count("SELECT count(*) FROM tributary.draws WHERE sku = 'A'") == 36)
            let entry = try await test.brand.accountEntries(of: Code(stored: "D-110105"), page: PageRequest(limit: 1), as: try test.caller("D-110105")).items.first
            #expect(entry?.kind == .box && entry?.amountFen == -38 * 9900 && entry?.reference == bought.id.external)
            try await test.expectCleanAudit()
        }
    }

    @Test func `60 buyers at once get the 40 boxes that there are`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.openDraw(Self.box)
            let before = try await test.balanceFen()
            try await test.anotherServer { other in
                let sent = await TestBrand.atOnce(60) { index in
                    try await (index % 2 == 0 ? test : other).boxes(1, of: campaign, by: index % 3 == 0 ? "D-110106" : "D-110105")
                }
                let outcomes = try sent.map { try $0.outcome() }
                #expect(outcomes.filter { $0.code == "SOLD_OUT" }.count == 20)
                let own = outcomes.compactMap(\.value).flatMap(\.boxes).filter { $0.organization.text == "D-110105" }.count
                #expect(try await test.balanceFen() == before - Int64(own) * 9900)
            }
            #expect(try await test.value("SELECT remaining FROM tributary.draw_seeds") == "{0,0}")
            try await test.expectCleanAudit()
        }
    }

    @Test func `who can't pay draws nothing`() async throws {
        try await TestBrand.with { test in
            let dear = try await test.openDraw(Self.box.replacing("9900", with: "100000001"))
            #expect(try await test.outcome { _ = try await test.boxes(1, of: dear) } == "CREDIT_EXCEEDED")
            #expect(try await test.count("SELECT drawn FROM tributary.draw_seeds") == 0)
            #expect(try await test.outcome { _ = try await test.draw("t", of: dear) } == "NOT_FOUND")
        }
    }
}
