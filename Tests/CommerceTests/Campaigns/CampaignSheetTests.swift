import Commerce
import Testing

struct CampaignSheetTests {
    private static let whole = """
        {"name":"满减","component":{"kind":"threshold","tiers":[{"minFen":10000,"offFen":100}]},
        "schedule":{"startsAt":"2026-01-01T00:00:00Z","endsAt":"2026-03-01T00:00:00Z"}}
        """

    private func sheet(_ text: String) throws -> CampaignSheet {
        try CampaignSheet(try JSONObject(stored: text), owner: Code(stored: "R-11"))
    }

    private func faults(_ body: () throws -> Void) -> [String] {
        do {
            try body()
            return []
        } catch let reason as any Refusal {
            return reason.reason.faults.map { "\($0.pointer) \($0.code)" }
        } catch {
            return ["\(error)"]
        }
    }

    @Test func `whose it is when it isn't said is who says it`() throws {
        #expect(try sheet(Self.whole).owner == Code(stored: "R-11"))
        #expect(try sheet(Self.whole.replacing(#"{"name""#, with: #"{"owner":"R-31","name""#)).owner == Code(stored: "R-31"))
    }

    @Test func `without a template everything that is wrong is named, with one only the shape`() {
        #expect(faults { _ = try sheet(#"{"name":"x","component":{"kind":"coupon"}}"#) }.contains("/schedule MISSING"))
        #expect(faults { _ = try sheet(#"{"name":"x","template":"T","component":{"kind":"coupon"}}"#) }.isEmpty)
        let wrong = #"{"name":7,"template":"T","component":[],"audience":1,"schedule":"","stacking":null,"budget":false,"zz":1}"#
        #expect(faults { _ = try sheet(wrong) }.sorted() == [
            "/audience WRONG_TYPE", "/budget WRONG_TYPE", "/component WRONG_TYPE", "/name WRONG_TYPE", "/schedule WRONG_TYPE", "/stacking WRONG_TYPE", "/zz UNKNOWN_FIELD",
        ])
    }

    @Test func `a change takes the place of whole fields, and says owner and template only again`() throws {
        let before = try sheet(Self.whole)
        let change = try CampaignChange(try JSONObject(stored: #"{"budget":{"uses":3},"name":"新","owner":"R-11"}"#))
        let after = try change.applied(to: before)
        #expect(after.object["name"] == .string("新") && after.object["component"] == before.object["component"] && after.object["budget"] != nil)
        for text in [#"{"owner":"R-31"}"#, #"{"template":"T"}"#] {
            let other = try CampaignChange(try JSONObject(stored: text))
            #expect(throws: CampaignRefusal.self) { try other.applied(to: before) }
        }
    }
}
