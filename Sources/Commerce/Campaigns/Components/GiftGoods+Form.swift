extension GiftGoods {
    static func read(_ form: inout ObjectForm) -> GiftGoods {
        GiftGoods(sku: form.code("sku"), units: form.int("units", CampaignRange.units))
    }

    func write(to json: inout JSONObjectWriter) {
        json.field("sku", sku.text)
        json.field("units", units)
    }

    /// A list says each SKU once: two numbers for one thing contradict each other. Nil is an element without a good SKU.
    static func repeatedSKUs(_ skus: [Code?], in name: String) -> [Fault] {
        var seen: Set<Code> = []
        return skus.enumerated().compactMap { index, sku in
            guard let sku, !seen.insert(sku).inserted else { return nil }
            return Fault("/\(name)/\(index)/sku", "DUPLICATE_SKU", "\(sku) comes twice.")
        }
    }
}
