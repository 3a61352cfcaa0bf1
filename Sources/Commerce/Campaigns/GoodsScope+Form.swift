extension GoodsScope {
    /// The field `scope`; without it, everything. What isn't there asks for nothing; an empty list would be met by no goods and is refused.
    static func read(_ form: inout ObjectForm) -> GoodsScope {
        form.optionalObject("scope") { scope in
            let skus = scope.optionalCodes("skus", 1...1000)
            let excluded = scope.optionalCodes("excludedSkus", 1...1000) ?? []
            if let skus {
                let wanted = Set(skus)
                scope.noteFaults(
                    excluded.enumerated().filter { wanted.contains($0.element) }.map { index, sku in
                        Fault("/excludedSkus/\(index)", "CONTRADICTION", "\(sku) is both in the scope and excluded from it.")
                    })
            }
            return GoodsScope(
                skus: skus.map { Set($0) }, excludedSKUs: Set(excluded), brand: texts(&scope, "brand"), series: texts(&scope, "series"),
                category: choices(&scope, "category", SKUCategory.self), aroma: choices(&scope, "aroma", Aroma.self),
                priceBand: choices(&scope, "priceBand", PriceBand.self))
        } ?? .everything
    }

    private static func texts(_ form: inout ObjectForm, _ name: String) -> Set<String>? {
        form.optionalTexts(name, 1...50, each: 1...100).map { Set($0) }
    }

    /// Names of the catalogue only: goods of another name don't exist, and a scope that asks for them was meant otherwise.
    private static func choices<Choice: RawRepresentable<String> & CaseIterable>(_ form: inout ObjectForm, _ name: String, _ type: Choice.Type) -> Set<String>? {
        guard let names = form.optionalTexts(name, 1...50, each: 1...100) else { return nil }
        form.noteFaults(
            names.enumerated().filter { Choice(rawValue: $0.element) == nil }.map { index, _ in
                Fault("/\(name)/\(index)", "UNKNOWN_VALUE", "\(name) must be one of \(type.allCases.map(\.rawValue).joined(separator: ", ")).")
            })
        return Set(names)
    }

    /// Sets in order of their elements, so that equal scopes are written alike.
    func write(to json: inout JSONObjectWriter) {
        if let skus { json.array("skus", skus.sorted().map(\.text)) }
        if !excludedSKUs.isEmpty { json.array("excludedSkus", excludedSKUs.sorted().map(\.text)) }
        if let brand { json.array("brand", brand.sorted()) }
        if let series { json.array("series", series.sorted()) }
        if let category { json.array("category", category.sorted()) }
        if let aroma { json.array("aroma", aroma.sorted()) }
        if let priceBand { json.array("priceBand", priceBand.sorted()) }
    }
}
