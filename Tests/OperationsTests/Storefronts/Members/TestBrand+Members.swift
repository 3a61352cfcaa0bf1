import Commerce
import Operations
import TestSupport
import Testing

/// What stores do for their members, by a member's id.
extension TestBrand {
    static let memberTerms = MemberTerms(
        topUpGifts: [.init(fromFen: 10_000, bonusFen: 2000)], expiresAfterDays: 30, earnBps: 100, redeemFenPerPoint: 5)

    func member(_ name: String = "王女士", phone: String? = nil, of store: String = TestBrand.store) async throws -> MemberID {
        let draft = MemberDraft(code: nil, name: name, phone: phone.flatMap { MemberPhone($0) })
        return try await brand.work(for: caller(store)) { work in
            try await work.setMemberTerms(Self.memberTerms)
            return try await work.registerMember(draft)
        }.id
    }

    @discardableResult
    func topUp(_ amountFen: Int64, _ id: MemberID, by store: String = TestBrand.store) async throws -> MemberWallet {
        try await brand.work(for: caller(store)) { try await $0.topUp(amountFen, of: id) }.wallet
    }

    @discardableResult
    func spend(_ amountFen: Int64, points: Int64 = 0, _ id: MemberID, by store: String = TestBrand.store) async throws -> MemberSpendView {
        try await brand.work(for: caller(store)) { try await $0.spend(amountFen, points: points, of: id, reference: "R-1") }.spend
    }

    @discardableResult
    func refund(_ amountFen: Int64, of spend: MemberSpendView, by store: String = TestBrand.store) async throws -> MemberRefundView {
        try await brand.work(for: caller(store)) { try await $0.refund(amountFen, ofSpend: spend.id, of: spend.member) }
    }

    @discardableResult
    func withdraw(_ amountFen: Int64, _ id: MemberID, by store: String = TestBrand.store) async throws -> Int64 {
        try await brand.work(for: caller(store)) { try await $0.withdraw(amountFen, of: id) }.forfeitedFen
    }

    /// `principal/bonus/points` of a member, as its store reads it.
    func wallet(_ id: MemberID, of store: String = TestBrand.store) async throws -> String {
        let member = try await brand.member(id, as: caller(store))
        return "\(member.principalFen)/\(member.bonusFen)/\(member.points)"
    }

    /// What a store owes its members.
    func liability(of store: String = TestBrand.store) async throws -> Int {
        try await count("SELECT balance FROM tributary.member_accounts WHERE kind = 'liability' AND organization_id = \(caller(store).organization.rawValue)")
    }
}
