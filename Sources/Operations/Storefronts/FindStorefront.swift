import Commerce
import Postgres

extension Work {
    /// The distributor whose storefront it is, within the caller's reach.
    /// - Throws: `StorefrontRefusal.unknownStorefront`.
    func storefrontID(of distributor: Code) async throws -> OrganizationID {
        guard let id = try await run(FindStorefront(distributor: distributor, reach: caller.organization.reach)).first else {
            throw StorefrontRefusal.unknownStorefront
        }
        return OrganizationID(id)
    }
}

struct FindStorefront: Statement {
    typealias Result = Int64
    static let sql = """
        SELECT f.organization_id FROM organizations o JOIN storefronts f ON f.organization_id = o.id
        WHERE o.code = $1 AND o.id >= $2 AND o.id < $3
        """
    let distributor: Code
    let reach: Range<OrganizationID>

    func bind(_ parameters: inout Parameters) {
        parameters.append(distributor.text)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
    }
}
