import Commerce
import Operations
import TestSupport
import Testing

@Suite struct StoreTests {
    private static let distributor = Code(stored: "D-110105")
    private static let code = Code(stored: "S-NEW")
    private static let draft = StoreDraft(code: code, name: "朝阳门烟酒店", address: "北京市朝阳区", contact: "王店长", phone: "13800000000")

    /// Changes the store as its distributor, and tells the refusal.
    private static func change(_ test: TestBrand, _ change: StoreChange, of code: Code = StoreTests.code) async throws -> String? {
        try await test.refusal(of: "D-110105") { _ = try await $0.changeStore(code, of: distributor, change) }
    }

    private static func changes(_ test: TestBrand, of code: Code = StoreTests.code) async throws -> [String] {
        let page = try await test.brand.changes(ofStore: code, of: distributor, page: PageRequest(), as: try test.caller("D-110105"))
        return page.items.map { "\($0.kind) \($0.was ?? "-") \($0.became) \($0.reason) by \($0.actor)" }
    }

    private static func store(_ test: TestBrand, _ code: Code = StoreTests.code) async throws -> StoreView {
        try await test.brand.store(code, of: distributor, as: try test.caller("R-11"))
    }

    @Test func `a registered store can do nothing until its distributor approves it`() async throws {
        try await TestBrand.with { test in
            try await test.openStorefront(of: "D-110105")
            let (registered, issued) = try await test.brand.work(for: try test.caller("R-11")) { work in
                (try await work.registerStore(Self.draft, with: Self.distributor), try await work.issueSecret(for: Self.code, clientID: nil, name: ""))
            }
            #expect(registered.status == .pending && registered.tier == .nurture && registered.decidedAt == nil)
            #expect(try await Self.store(test) == registered)
            #expect(try await test.brand.account(of: Self.code, as: try test.caller("D-110105")).position == AccountPosition())
            #expect(test.brand.catalog.current.organizations.isSuspended(registered.id))
            await #expect(throws: SignInRefusal.invalidClient) {
                try await test.brand.signIn(clientID: "S-NEW", secret: issued.secret, allowsDemoSecrets: true)
            }
            #expect(try await Self.change(test, StoreChange(status: .approved, reason: "资料齐全")) == nil)
            #expect(try await Self.store(test).status == .approved)
            #expect(!test.brand.catalog.current.organizations.isSuspended(registered.id))
            #expect(try await test.brand.signIn(clientID: "S-NEW", secret: issued.secret, allowsDemoSecrets: true).organization == registered.id)
            #expect(try await Self.changes(test) == ["status pending approved 资料齐全 by D-110105", "status - pending registered by R-11"])
            try await test.expectCleanAudit()
        }
    }

    @Test func `a store is suspended and reinstated, refused and taken after all, and no other way`() async throws {
        try await TestBrand.with { test in
            try await test.openStorefront(of: "D-110105")
            let caller = try await test.addStore("S-NEW", of: "D-110105")
            for (status, refusal) in [
                (StoreStatus.refused, "STORE_STATE"), (.approved, "STORE_STATE"), (.suspended, nil), (.suspended, "STORE_STATE"), (.refused, "STORE_STATE"),
                (.approved, nil),
            ] {
                #expect(try await Self.change(test, StoreChange(status: status, reason: "x")) == refusal, "\(status)")
                let isApproved = try await Self.store(test).status == .approved
                #expect(test.brand.catalog.current.organizations.isSuspended(caller.organization) == !isApproved)
            }
            try await test.brand.work(for: try test.caller("D-110105")) {
                _ = try await $0.registerStore(StoreDraft(code: Code(stored: "S-2"), name: "x"), with: Self.distributor)
            }
            #expect(try await Self.change(test, StoreChange(status: .refused, reason: "无证"), of: Code(stored: "S-2")) == nil)
            #expect(try await Self.change(test, StoreChange(status: .approved, reason: "补证"), of: Code(stored: "S-2")) == nil)
            try await test.expectCleanAudit()
        }
    }

    @Test func `what an organisation above makes of a store, it is to its distributor`() async throws {
        try await TestBrand.with { test in
            let added = try await test.brand.work(for: try test.caller("D-110105")) {
                try await $0.addOrganization(OrganizationDraft(code: Self.code, name: "店"))
            }
            #expect(added.status == .active)
            try await test.openStorefront(of: "D-110105")
            #expect(try await Self.store(test).status == .approved)
            try await test.brand.work(for: try test.caller("R-11")) {
                _ = try await $0.registerStore(StoreDraft(code: Code(stored: "S-2"), name: "x"), with: Self.distributor)
            }
            for (code, status, became) in [
                ("S-NEW", OrganizationStatus.suspended, StoreStatus.suspended), ("S-NEW", .suspended, .suspended), ("S-NEW", .active, .approved),
                ("S-2", .suspended, .pending), ("S-2", .active, .approved),
            ] {
                try await test.brand.work(for: try test.caller("HQ")) {
                    _ = try await $0.changeOrganization(Code(stored: code), OrganizationChange(status: status))
                }
                #expect(try await Self.store(test, Code(stored: code)).status == became)
            }
            #expect(try await Self.changes(test).count == 3)
            try await test.expectCleanAudit()
        }
    }

    @Test func `what is thought of a store is its distributor's to know, and not its own`() async throws {
        try await TestBrand.with { test in
            try await test.openStorefront(of: "D-110105")
            let store = try await test.addStore("S-NEW", of: "D-110105", tier: .core)
            #expect(try await Self.store(test).overridden)
            for caller in [store, try test.caller("S-110105-001"), try test.caller("D-110106"), try test.caller("R-31")] {
                await #expect(throws: StorefrontRefusal.unknownStore) {
                    try await test.brand.changes(ofStore: Self.code, of: Self.distributor, page: PageRequest(), as: caller)
                }
                await #expect(throws: StorefrontRefusal.unknownStore) { try await test.brand.store(Self.code, of: Self.distributor, as: caller) }
            }
            // Through another distributor's path it isn't there either.
            try await test.openStorefront(of: "D-110106")
            let headquarters = try test.caller("HQ")
            await #expect(throws: StorefrontRefusal.unknownStore) { try await test.brand.store(Self.code, of: Code(stored: "D-110106"), as: headquarters) }
            let own = "SELECT count(*) FROM tributary.outbox WHERE type LIKE 'store.%' AND organization_id ="
            #expect(try await test.count("\(own) \(store.organization.rawValue)") == 0)
            #expect(try await test.count("\(own) \(try test.caller("D-110105").organization.rawValue)") == 4)
        }
    }

    @Test func `a store's money is its distributor's to book, in the distributor's own books`() async throws {
        try await TestBrand.with { test in
            try await test.openStorefront(of: "D-110105")
            try await test.addStore("S-NEW", of: "D-110105", balanceFen: 700)
            for other in ["HQ", "S-110105-001"] {
                let code = other == "HQ" ? Self.code : Code(stored: "S-110105-001")
                #expect(try await test.refusal(of: other) { _ = try await $0.deposit(1, to: code) } == "NOT_PERMITTED", "\(other)")
                #expect(try await test.refusal(of: other) { _ = try await $0.setCreditLimit(1, of: code) } == "NOT_PERMITTED", "\(other)")
            }
            #expect(try await test.refusal(of: "D-110105") { _ = try await $0.deposit(1, to: Self.distributor) } == "NOT_PERMITTED")
            #expect(try await test.refusal(of: "D-110106") { _ = try await $0.deposit(1, to: Self.code) } == "NOT_FOUND")
            #expect(try await test.refusal(of: "D-110105") { _ = try await $0.setCreditLimit(300, of: Self.code) } == nil)
            #expect(try await test.brand.account(of: Self.code, as: try test.caller("R-11")).position.availableFen == 1_000)
            let side = """
                SELECT o.code || ' ' || a.kind FROM tributary.account_transfers t JOIN tributary.accounts a ON a.id = t.debit_account
                JOIN tributary.organizations o ON o.id = a.organization_id WHERE t.amount_fen = 700
                """
            #expect(try await test.value(side) == "D-110105 cash")
            try await test.expectCleanAudit()
        }
    }

    @Test func `stores are listed by code, by their standing and tier`() async throws {
        try await TestBrand.with { test in
            try await test.openStorefront(of: "D-110105")
            try await test.addStore("S-A", of: "D-110105", tier: .core)
            try await test.addStore("S-B", of: "D-110105")
            try await test.brand.work(for: try test.caller("D-110105")) { _ = try await $0.registerStore(Self.draft, with: Self.distributor) }
            func codes(_ status: StoreStatus? = nil, _ tier: StoreTier? = nil, _ page: PageRequest = PageRequest()) async throws -> [String] {
                try await test.brand.stores(of: Self.distributor, status: status, tier: tier, page: page, as: try test.caller("D-110105")).items.map(\.code.text)
            }
            #expect(try await codes() == ["S-110105-001", "S-A", "S-B", "S-NEW"])
            #expect(try await codes(.pending) == ["S-NEW"])
            #expect(try await codes(.approved, .nurture) == ["S-110105-001", "S-B"])
            #expect(try await codes(nil, .core) == ["S-A"])
            #expect(try await codes(.approved, nil, PageRequest(limit: 1, after: "S-110105-001")) == ["S-A"])
        }
    }
}
