extension Endpoints {
    static let members: [Endpoint] = [
        .registerMember, .listMembers, .readMember, .topUpMember, .spendOfMember, .refundMember, .withdrawOfMember, .readMemberStatement, .putMemberTerms,
        .readMemberTerms, .issueMemberCoupon, .listMemberCoupons,
    ]
}
