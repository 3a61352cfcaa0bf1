import Commerce
import Operations

extension Endpoint {
    static let readApprovalPolicy = Endpoint(.get, "/v1/campaign-policy") { call in
        try call.noQuery()
        let view = try await call.brand.approvalPolicy(as: call.caller)
        return .ok { json in json.object { $0.approvalPolicy(view) } }
    }

    /// `version`, when said, is the one that was read: another one in force by now is a conflict.
    static let putApprovalPolicy = Endpoint(.put, "/v1/campaign-policy", may: .approveCampaigns) { call in
        try call.noQuery()
        var form = try call.form()
        let version = form.optionalInt("version", 0...Int(Int32.max))
        let policy = ApprovalPolicy.read(&form)
        try form.finish()
        return try await call.work { work in
            let view = try await work.setApprovalPolicy(policy, following: version)
            return .ok { json in json.object { $0.approvalPolicy(view) } }
        }
    }
}
