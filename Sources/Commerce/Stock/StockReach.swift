/// Who sees and moves whose stock.
extension Caller {
    /// Its own warehouses and those below; and what the nodes above publish: headquarters' warehouses and its own region's, of which
    /// code, place and free quantities are shown.
    package func seesWarehouses(of owner: OrganizationID) -> Bool {
        reaches(owner) || owner == .headquarters || owner == organization.region
    }

    /// Receipts, adjustments and safety stock: each organisation in its own warehouses only.
    package func keepsStock(of owner: OrganizationID) -> Bool {
        role != .store && owner == organization
    }

    /// Transfers leave one's own warehouses: headquarters' go anywhere, a region's to its own and its distributors', a distributor's to its own.
    package func maySendStock(of owner: OrganizationID, to receiver: OrganizationID) -> Bool {
        keepsStock(of: owner) && reaches(receiver)
    }
}
