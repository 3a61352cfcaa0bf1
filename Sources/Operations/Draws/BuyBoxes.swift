package import Commerce
import Postgres

extension Work {
    /// A distributor buys blind boxes: they are paid from its prepaid account, and what is in them is drawn in the same transaction. What was
    /// drawn is sent by the campaign's owner.
    ///
    /// - Parameter quantity: 1 to 100.
    /// - Throws: `DrawRefusal`: `.unknown`, `.closed`, `.notInAudience`, `.limitReached`, `.budgetSpent`, `.soldOut`; `AccountRefusal.creditExceeded`.
    package func buyBoxes(of id: CampaignID, quantity: Int64) async throws -> BoxPurchaseView {
        let account = try await lockAccount(of: caller.code)
        let draw = try await lockDraw(of: id)
        guard case .blindBox(let box) = draw.definition.component else { throw DrawRefusal.unknown }
        if let available = draw.pool.available(draw.remaining), available < quantity { throw DrawRefusal.soldOut(available: available) }
        let money = try await moneyLeft(for: quantity, of: draw)
        let totalFen = box.priceFen * quantity
        guard totalFen <= account.position.availableFen else {
            throw AccountRefusal.creditExceeded(shortByFen: totalFen - account.position.availableFen)
        }
        let ids = try await brand.ids.take(Int(quantity) + 2, in: transaction)
        let purchase = BoxPurchaseID(ids[0])
        var series = DrawSeries(
            committed: draw.committed, pool: draw.pool, drawn: UInt64(draw.drawn), remaining: draw.remaining, money: money)
        let boxes = ids.dropFirst(2).enumerated().map { place, id in
            let token = "\(purchase.external).\(place + 1)"
            return NewDraw(
                id: DrawID(id), token: token, drawn: series.draw(DrawDigest.name(of: token)), purchase: purchase, priceFen: box.priceFen)
        }
        try await record(boxes, of: draw, leaving: series)
        try await AccountRefusal.refusing {
            _ = try await self.run(
                MoveAccount(organization: self.caller.organization, balanceFen: -totalFen), OpenSellerAccounts(seller: .headquarters),
                InsertTransfer(
                    id: ids[1], at: self.now, kind: .box, organization: self.caller.organization, amountFen: totalFen, reference: purchase.rawValue))
        }
        return BoxPurchaseView(
            id: purchase, campaign: id, totalFen: totalFen, boxes: boxes.map { $0.view(campaign: id, organization: caller.code, at: now) })
    }
}
