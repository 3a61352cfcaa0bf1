import Commerce
import Testing

struct OrganizationRulesTests {
    private func draft(_ kind: OrganizationKind?) throws -> OrganizationDraft {
        OrganizationDraft(code: try #require(Code("X")), name: "x", kind: kind)
    }

    @Test(arguments: [(OrganizationKind.headquarters, OrganizationKind.region), (.region, .distributor), (.distributor, .store)])
    func `below a node stands the next kind, said or not`(_ parent: OrganizationKind, _ child: OrganizationKind) throws {
        #expect(try draft(nil).kind(below: parent) == child)
        #expect(try draft(child).kind(below: parent) == child)
    }

    @Test(arguments: [
        (OrganizationKind.headquarters, OrganizationKind.distributor), (.headquarters, .headquarters), (.region, .store), (.distributor, .region),
    ])
    func `no level is skipped`(_ parent: OrganizationKind, _ child: OrganizationKind) throws {
        let draft = try draft(child)
        #expect(throws: OrganizationRefusal.wrongKind(parent: parent)) { try draft.kind(below: parent) }
    }

    @Test func `nothing stands below a store`() throws {
        let draft = try draft(nil)
        #expect(throws: OrganizationRefusal.wrongKind(parent: .store)) { try draft.kind(below: .store) }
    }

    @Test(arguments: [([UInt8](), [UInt8](), true), ([1, 2], [1, 2], true), ([1, 2], [1, 3], false), ([1, 2], [1], false), ([0x80], [0], false)])
    func `digests are equal in every byte and in length`(_ left: [UInt8], _ right: [UInt8], _ equal: Bool) {
        #expect(areEqualInConstantTime(left, right) == equal)
    }
}
