package import Commerce
import Postgres

/// What a buyer says that joins a group buy: a distributor on the brand, or a store in its storefront.
package struct GroupBuyJoin: Sendable, Equatable {
    package let campaign: CampaignID
    package let quantity: Int64
    package let unit: OrderUnit
    /// Who buys; nil: the caller itself, as a store always does.
    package let distributor: Code?
    package let shipTo: Coordinates?
    package let expectedTotalFen: Int64?
    package let note: String?
    package let tender: Tender

    package init(
        campaign: CampaignID, quantity: Int64, unit: OrderUnit, distributor: Code?, shipTo: Coordinates?, expectedTotalFen: Int64?, note: String?,
        tender: Tender = .money
    ) {
        self.campaign = campaign
        self.quantity = quantity
        self.unit = unit
        self.distributor = distributor
        self.shipTo = shipTo
        self.expectedTotalFen = expectedTotalFen
        self.note = note
        self.tender = tender
    }
}

extension Brand {
    /// Joins a group buy: places an order of its goods at the group's price, whole or not at all, that holds its stock and its money and waits for
    /// the group to fill. The seat is taken in the same transaction.
    ///
    /// - Returns: as `placeOrder` does.
    /// - Throws: as `placeOrder`, and `GroupBuyRefusal.unknown` when the caller sees no such group buy. What is wrong with goods and quantity is named
    ///   where a join says them.
    package func joinGroupBuy(
        _ join: GroupBuyJoin, by caller: Caller, once request: IdempotentRequest,
        accepted: @escaping @Sendable (OrderView) -> StoredAnswer, refused: @escaping @Sendable (Reason) -> StoredAnswer
    ) async throws -> Answered {
        guard let sku = try await writer.run(GoodsOfGroupBuy(campaign: join.campaign, caller: caller)).first?.sku else {
            throw GroupBuyRefusal.unknown
        }
        let draft = OrderDraft(
            distributor: join.distributor, shipTo: join.shipTo,
            lines: [OrderDraft.Line(sku: sku, quantity: join.quantity, unit: join.unit)], allowPartial: false, allowBackorder: false,
            note: join.note, expectedTotalFen: join.expectedTotalFen, tender: join.tender)
        do {
            var joining: PricedOrder
            let buyerCode: Code
            var sellerCode: Code?
            if caller.role == .store {
                guard join.distributor == nil else { throw Reason.absent("distributor") }
                let order = try await price(draft, inStorefrontBy: caller.organization)
                (joining, buyerCode, sellerCode) = (order.priced, order.store, order.distributor)
            } else {
                let (buyer, priced) = try await price(draft, for: caller)
                (joining, buyerCode) = (priced, buyer.code)
            }
            joining.groupBuy = join.campaign
            return try await intake.place(
                IncomingOrder(
                    priced: joining, caller: caller, buyerCode: buyerCode, sellerCode: sellerCode, request: request, keepsRefusals: true, accepted: accepted,
                    refused: { refused($0.ofJoin) }))
        } catch let refusal as OrderRefusal {
            throw refusal.reason.ofJoin
        }
    }
}

extension Reason {
    /// The same about a join, which has no lines: its quantity stands for itself, and its goods follow from the campaign.
    fileprivate var ofJoin: Reason {
        Reason(
            kind, code, detail,
            faults: faults.map { fault in
                let pointer = fault.pointer == "/lines/0/quantity" ? "/quantity" : fault.pointer.hasPrefix("/lines") ? "" : fault.pointer
                return Fault(pointer, fault.code, fault.detail, figures: fault.figures)
            },
            figures: figures)
    }
}

/// The goods of a group buy that the caller sees, by the tables themselves: whether it is on is decided under lock. A store joins its
/// distributor's, everybody else the brand's.
private struct GoodsOfGroupBuy: Statement {
    struct Result: RowDecodable {
        let sku: Code?
        init(from row: inout RowReader) throws {
            let component = try CampaignDefinition.read(JSONObject(stored: try row.next())).component
            sku = if case .groupBuy(let buy) = component { buy.sku } else { nil }
        }
    }
    static let sql = """
        SELECT v.definition
        FROM campaigns c JOIN campaign_versions v ON v.campaign_id = c.id AND v.version = c.version
        WHERE c.id = $1 AND c.kind = 'groupBuy' AND (c.organization_id & 1099511627775 = 0) = ($2::bigint & 1048575 = 0)
          AND \(CampaignSight.sql(lower: "$2", upper: "$3", region: "$4"))
        """
    let campaign: CampaignID
    let caller: Caller

    func bind(_ parameters: inout Parameters) {
        parameters.append(campaign.rawValue)
        CampaignSight.bind(caller, to: &parameters)
    }
}
