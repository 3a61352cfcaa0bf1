/// What an order, a shipment, a return … is named by inside the house: a number from the brand's one sequence of ids,
/// marked with what it names so that a shipment's id can't be handed in for an order's.
package struct ID<Entity: NamedEntity>: Hashable, Comparable, Sendable {
    package let rawValue: Int64

    package init(_ rawValue: Int64) {
        self.rawValue = rawValue
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// Something with ids of its own.
package protocol NamedEntity {
    /// Stands before the underscore of the outer form, so that a reader sees what an id names.
    static var idPrefix: String { get }
}

package enum OrderEntity: NamedEntity { package static let idPrefix = "ord" }
package enum ShipmentEntity: NamedEntity { package static let idPrefix = "shp" }
package enum ReturnEntity: NamedEntity { package static let idPrefix = "ret" }
package enum MovementEntity: NamedEntity { package static let idPrefix = "mov" }
package enum TransferEntity: NamedEntity { package static let idPrefix = "trf" }
package enum EventEntity: NamedEntity { package static let idPrefix = "evt" }
package enum WebhookEntity: NamedEntity { package static let idPrefix = "whk" }
package enum AllocationEntity: NamedEntity { package static let idPrefix = "alo" }
package enum CampaignEntity: NamedEntity { package static let idPrefix = "cmp" }
package enum GroupBuyEntity: NamedEntity { package static let idPrefix = "grp" }
package enum DrawEntity: NamedEntity { package static let idPrefix = "drw" }
package enum StoreChangeEntity: NamedEntity { package static let idPrefix = "stc" }
package enum BoxPurchaseEntity: NamedEntity { package static let idPrefix = "box" }
package enum StandingOrderEntity: NamedEntity { package static let idPrefix = "std" }
package enum PointEntryEntity: NamedEntity { package static let idPrefix = "pte" }
package enum TopUpEntity: NamedEntity { package static let idPrefix = "top" }
package enum MemberEntity: NamedEntity { package static let idPrefix = "mem" }
package enum MemberSpendEntity: NamedEntity { package static let idPrefix = "msp" }
package enum MemberEntryEntity: NamedEntity { package static let idPrefix = "mtr" }
package enum SuggestionEntity: NamedEntity { package static let idPrefix = "sug" }
package enum StockAlertEntity: NamedEntity { package static let idPrefix = "alt" }

package typealias OrderID = ID<OrderEntity>
package typealias ShipmentID = ID<ShipmentEntity>
package typealias ReturnID = ID<ReturnEntity>
package typealias CampaignID = ID<CampaignEntity>
package typealias GroupBuyID = ID<GroupBuyEntity>
package typealias DrawID = ID<DrawEntity>
package typealias BoxPurchaseID = ID<BoxPurchaseEntity>
package typealias StandingOrderID = ID<StandingOrderEntity>
package typealias PointEntryID = ID<PointEntryEntity>
package typealias TopUpID = ID<TopUpEntity>
package typealias MemberID = ID<MemberEntity>
package typealias MemberSpendID = ID<MemberSpendEntity>
package typealias SuggestionID = ID<SuggestionEntity>
package typealias StockAlertID = ID<StockAlertEntity>

extension ID {
    /// The outer form, for instance `ord_1k5f`: the prefix and the number in base 32 without i, l, o, u (Crockford).
    package var external: String {
        var digits: [UInt8] = []
        var rest = UInt64(bitPattern: rawValue)
        repeat {
            digits.append(Base32.alphabet[Int(rest & 31)])
            rest >>= 5
        } while rest > 0
        return Entity.idPrefix + "_" + String(decoding: digits.reversed(), as: UTF8.self)
    }

    /// Reads the outer form; nil for anything that `external` doesn't write.
    package init?(external text: String) {
        let bytes = Array(text.utf8)
        let prefix = Array((Entity.idPrefix + "_").utf8)
        guard bytes.count > prefix.count, bytes.count <= prefix.count + 13, bytes.starts(with: prefix) else { return nil }
        var number: UInt64 = 0
        for byte in bytes[prefix.count...] {
            guard let digit = Base32.alphabet.firstIndex(of: byte), number.leadingZeroBitCount >= 5 else { return nil }
            number = number << 5 | UInt64(digit)
        }
        self.init(Int64(bitPattern: number))
        guard rawValue > 0, external == text else { return nil }
    }
}

private enum Base32 {
    static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
}

/// The key of a SKU inside the house; the outer world uses its code.
package struct SKUID: Hashable, Comparable, Sendable {
    package let rawValue: Int32
    package init(_ rawValue: Int32) { self.rawValue = rawValue }
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The key of a warehouse inside the house; the outer world uses its code.
package struct WarehouseID: Hashable, Comparable, Sendable {
    package let rawValue: Int32
    package init(_ rawValue: Int32) { self.rawValue = rawValue }
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
