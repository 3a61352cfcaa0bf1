/// Where an organisation stands in the tree, as one number: 12 bits of region, 20 of distributor, 20 of store, each counted from 1
/// within its parent; headquarters is 0. So "a node and everything below it" is one range of numbers, in an index as in a policy
/// of row-level security. The price: a node can't move; a distributor that changes region becomes a new one there.
package struct OrganizationID: Hashable, Comparable, Sendable {
    package let rawValue: Int64

    package init(_ rawValue: Int64) {
        self.rawValue = rawValue
    }

    package static let headquarters = OrganizationID(0)

    package static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }

    package var kind: OrganizationKind {
        if rawValue == 0 { return .headquarters }
        if rawValue & Self.belowRegion == 0 { return .region }
        return rawValue & Self.belowDistributor == 0 ? .distributor : .store
    }

    /// The region it is or lies in; nil for headquarters.
    package var region: OrganizationID? {
        rawValue == 0 ? nil : OrganizationID(rawValue & ~Self.belowRegion)
    }

    /// The distributor it is or belongs to; nil for headquarters and regions.
    package var distributor: OrganizationID? {
        kind == .distributor || kind == .store ? OrganizationID(rawValue & ~Self.belowDistributor) : nil
    }

    /// The node above; nil for headquarters.
    package var parent: OrganizationID? {
        switch kind {
        case .headquarters: nil
        case .region: .headquarters
        case .distributor: region
        case .store: distributor
        }
    }

    /// Who sells to it: the brand to distributors, a distributor to its stores. Its sales are the other side of what it pays.
    package var seller: OrganizationID {
        kind == .store ? distributor ?? .headquarters : .headquarters
    }

    /// The node and everything below it.
    package var reach: Range<OrganizationID> {
        let width: Int64 =
            switch kind {
            case .headquarters: .max
            case .region: Self.belowRegion + 1
            case .distributor: Self.belowDistributor + 1
            case .store: 1
            }
        return self..<OrganizationID(rawValue + width)
    }

    /// The child with this number (from 1). Nil when the level is full or a store is asked for children.
    package func child(_ number: Int64) -> OrganizationID? {
        guard number >= 1 else { return nil }
        switch kind {
        case .headquarters: return number < 1 << 12 ? OrganizationID(number << 40) : nil
        case .region: return number < 1 << 20 ? OrganizationID(rawValue | number << 20) : nil
        case .distributor: return number < 1 << 20 ? OrganizationID(rawValue | number) : nil
        case .store: return nil
        }
    }

    private static let belowRegion: Int64 = 1 << 40 - 1
    private static let belowDistributor: Int64 = 1 << 20 - 1
}

/// The four levels of the tree.
package enum OrganizationKind: String, CaseIterable, Sendable {
    case headquarters, region, distributor, store

    /// The kind of its children.
    package var below: OrganizationKind? {
        switch self {
        case .headquarters: .region
        case .region: .distributor
        case .distributor: .store
        case .store: nil
        }
    }
}
