package import Commerce
import Postgres

extension Work {
    /// The calling store has a new member, with empty accounts.
    /// - Throws: `MemberRefusal.codeTaken` or `.phoneTaken`.
    package func registerMember(_ draft: MemberDraft) async throws -> MemberView {
        let store = caller.organization
        let id = MemberID(try await newID())
        let code = draft.code ?? Code(stored: id.external)
        let insert = InsertMember(id: id, store: store, at: now, code: code, name: draft.name, phone: draft.phone)
        guard try await run(insert).affected == 1 else { throw MemberRefusal.codeTaken }
        if let phone = draft.phone {
            guard try await run(InsertMemberPhone(id: id, store: store, phone: phone)).affected == 1 else { throw MemberRefusal.phoneTaken }
        }
        _ = try await run(OpenMemberAccounts(store: store, member: nil), OpenMemberAccounts(store: store, member: id))
        return MemberView(
            id: id, store: caller.code, code: code, name: draft.name, phone: draft.phone?.digits, createdAt: now, principalFen: 0, bonusFen: 0, points: 0)
    }
}

/// Nothing is inserted when the code is another member's, also one's whose transaction is still running: it is waited for.
private struct InsertMember: Statement {
    static let sql = """
        INSERT INTO members (id, organization_id, created_at, code, name, masked_phone) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT ON CONSTRAINT members_code_once DO NOTHING
        """
    let id: MemberID
    let store: OrganizationID
    let at: Instant
    let code: Code
    let name: String
    let phone: MemberPhone?

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
        parameters.append(store.rawValue)
        parameters.append(Timestamp(at))
        parameters.append(code.text)
        parameters.append(name)
        parameters.append(phone?.masked)
    }
}

/// As `InsertMember`, for the number.
private struct InsertMemberPhone: Statement {
    static let sql = """
        INSERT INTO member_phones (member_id, organization_id, phone) VALUES ($1, $2, $3) ON CONFLICT ON CONSTRAINT member_phones_once DO NOTHING
        """
    let id: MemberID
    let store: OrganizationID
    let phone: MemberPhone

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
        parameters.append(store.rawValue)
        parameters.append(phone.digits)
    }
}

/// A member's accounts, or those of the store itself: made with its first member, and found by the next ones.
private struct OpenMemberAccounts: Statement {
    static let sql = """
        INSERT INTO member_accounts (organization_id, member_id, kind) SELECT $1, $2, k FROM unnest($3::text[]) AS k
        WHERE NOT EXISTS (SELECT FROM member_accounts a WHERE a.organization_id = $1 AND a.member_id IS NOT DISTINCT FROM $2 AND a.kind = k)
        ON CONFLICT ON CONSTRAINT member_accounts_once DO NOTHING
        """
    let store: OrganizationID
    let member: MemberID?

    func bind(_ parameters: inout Parameters) {
        parameters.append(store.rawValue)
        parameters.append(member?.rawValue)
        parameters.append(member == nil ? MemberCounterpart.allCases.map(\.rawValue) + ["liability"] : MemberAccount.allCases.map(\.rawValue))
    }
}
