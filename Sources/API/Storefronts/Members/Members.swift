import Commerce
import Operations

extension Endpoint {
    static let registerMember = Endpoint(.post, "/v1/members", may: .keepMembers) { call in
        try call.noQuery()
        var form = try call.form()
        let code = form.optionalCode("code")
        let name = form.text("name", MemberDraft.nameLength)
        let phone = form.optionalText("phone", 0...100)
        let number = phone.flatMap { MemberPhone($0) }
        if phone != nil, number == nil { form.refuse("phone", "INVALID_PHONE", "phone must be eleven digits.") }
        try form.finish()
        return try await call.work { work in
            let member = try await work.registerMember(MemberDraft(code: code, name: name, phone: number))
            return .created(location: "/v1/members/\(member.id.external)") { json in json.object { $0.member(member) } }
        }
    }

    static let listMembers = Endpoint(.get, "/v1/members") { call in
        var query = call.query
        let text = query.text("q", max: 200)
        let phone = query.text("phone", max: 100)
        let number = phone.flatMap { MemberPhone($0) }
        if phone != nil, number == nil { query.refuse("phone", "INVALID_PHONE", "phone must be eleven digits.") }
        let page = query.page()
        try query.finish()
        let found = try await call.brand.members(matching: text, phone: number, page: page, as: call.caller)
        return .ok(page: found, of: call) { $0.member($1) }
    }

    static let readMember = Endpoint(.get, "/v1/members/{id}") { call in
        try call.noQuery()
        let member = try await call.brand.member(try call.id(of: MemberEntity.self), as: call.caller)
        return .ok { json in json.object { $0.member(member) } }
    }
}

extension JSONObjectWriter {
    fileprivate mutating func member(_ member: MemberView) {
        field("id", member.id.external)
        field("store", member.store.text)
        field("code", member.code.text)
        field("name", member.name)
        fieldIfPresent("phone", member.phone)
        field("createdAt", member.createdAt.rfc3339)
        field("principalFen", member.principalFen)
        field("bonusFen", member.bonusFen)
        field("points", member.points)
    }
}
