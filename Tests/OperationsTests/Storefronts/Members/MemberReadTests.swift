import Commerce
import Operations
import TestSupport
import Testing

@Suite struct MemberReadTests {
    @Test func `a number is whole for the store, masked above it, and finds nobody there`() async throws {
        try await TestBrand.withStorefront(stores: 2) { test in
            let id = try await test.member(phone: "13800001234")
            _ = try await test.member("李先生", phone: "13800001234", of: "S-110105-002")
            let number = MemberPhone("13800001234")
            #expect(try await test.brand.member(id, as: test.caller(TestBrand.store)).phone == "13800001234")
            #expect(try await test.brand.members(matching: nil, phone: number, page: PageRequest(), as: test.caller(TestBrand.store)).items.map(\.id) == [id])
            for above in ["D-110105", "R-11", "HQ"] {
                #expect(try await test.brand.member(id, as: test.caller(above)).phone == "138****1234")
                #expect(try await test.brand.members(matching: nil, phone: number, page: PageRequest(), as: test.caller(above)).items.isEmpty)
                #expect(try await test.brand.members(matching: nil, phone: nil, page: PageRequest(), as: test.caller(above)).items.count == 2)
            }
            for outsider in ["S-110105-002", "D-110106", "R-31"] {
                await #expect(throws: Reason.absent("member")) { try await test.brand.member(id, as: test.caller(outsider)) }
            }
        }
    }

    @Test func `code and number are a store's own, each once`() async throws {
        try await TestBrand.withStorefront(stores: 2) { test in
            let draft = MemberDraft(code: Code(stored: "VIP-1"), name: "王女士", phone: MemberPhone("13800001234"))
            #expect(try await test.refusal(of: TestBrand.store) { _ = try await $0.registerMember(draft) } == nil)
            #expect(try await test.refusal(of: "S-110105-002") { _ = try await $0.registerMember(draft) } == nil)
            #expect(try await test.refusal(of: TestBrand.store) { _ = try await $0.registerMember(draft) } == "CODE_TAKEN")
            let sameNumber = MemberDraft(code: nil, name: "王先生", phone: draft.phone)
            #expect(try await test.refusal(of: TestBrand.store) { _ = try await $0.registerMember(sameNumber) } == "PHONE_TAKEN")
            #expect(try await test.count("SELECT count(*) FROM tributary.members") == 2)
            let found = try await test.brand.members(matching: "vip", phone: nil, page: PageRequest(), as: test.caller(TestBrand.store))
            #expect(found.items.map(\.code.text) == ["VIP-1"])
            #expect(try await test.brand.members(matching: "VIP_", phone: nil, page: PageRequest(), as: test.caller(TestBrand.store)).items.isEmpty)
            try await test.expectCleanAudit()
        }
    }

    @Test func `a statement opens with what there was, tells each entry once and closes with what there is`() async throws {
        try await TestBrand.withStorefront { test in
            let id = try await test.member()
            try await test.topUp(10_000, id)
            test.clock.advance(days: 1)
            let from = test.clock.now
            let spent = try await test.spend(6000, id)
            test.clock.advance(days: 1)
            let to = test.clock.now
            try await test.topUp(100, id)
            func statement(_ page: PageRequest) async throws -> MemberStatement {
                try await test.brand.memberStatement(of: id, from: from, to: to, page: page, as: test.caller("D-110105"))
            }
            let first = try await statement(PageRequest(limit: 2))
            let sums = first.accounts.map { "\($0.kind.rawValue) \($0.opening) \($0.closing)" }
            #expect(sums == ["principal 10000 5000", "bonus 2000 1000", "points 0 50"])
            let second = try await statement(PageRequest(limit: 2, after: first.entries.next))
            #expect(second.accounts == first.accounts && second.entries.next == nil)
            let entries = first.entries.items + second.entries.items
            #expect(Set(entries.map { "\($0.kind.rawValue) \($0.account.rawValue) \($0.amount)" }) == ["spend principal -5000", "spend bonus -1000", "earned points 50"])
            #expect(entries.count == 3 && entries.allSatisfy { $0.spend == spent.id && $0.reference == "R-1" })
            let all = try await test.brand.memberStatement(of: id, from: nil, to: nil, page: PageRequest(), as: test.caller(TestBrand.store))
            #expect(all.accounts.map(\.opening) == [0, 0, 0] && all.accounts.map(\.closing) == [5100, 1000, 50] && all.entries.items.count == 6)
            await #expect(throws: Reason.absent("member")) {
                try await test.brand.memberStatement(of: id, from: nil, to: nil, page: PageRequest(), as: test.caller("D-110106"))
            }
        }
    }

    @Test func `terms count from when they are set, and a store without any gives nothing`() async throws {
        try await TestBrand.withStorefront(stores: 2) { test in
            #expect(try await test.brand.memberTerms(of: test.caller(TestBrand.store)) == MemberTerms())
            let id = try await test.member()
            #expect(try await test.brand.memberTerms(of: test.caller(TestBrand.store)) == TestBrand.memberTerms)
            try await test.topUp(10_000, id)
            try await test.brand.work(for: test.caller(TestBrand.store)) { try await $0.setMemberTerms(MemberTerms()) }
            try await test.topUp(10_000, id)
            #expect(try await test.wallet(id) == "20000/2000/0")
            #expect(try await test.brand.memberTerms(of: test.caller("S-110105-002")) == MemberTerms())
        }
    }
}
