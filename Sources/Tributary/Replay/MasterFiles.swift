import Commerce
import Foundation

/// The ledger's stores and products with what the master files say of them; what they don't name is there all the same, by its number, and
/// a column that they don't have counts as empty.
struct MasterFiles {
    struct Product {
        let name: String
        let packUnits: Int64
        let volumeMl: Int64
        /// A bottle in cents, taken as fen.
        let priceFen: Int64
    }

    private(set) var storeNames: [String: String] = [:]
    private(set) var storePlaces: [String: Coordinates] = [:]
    private(set) var products: [String: Product] = [:]

    /// - Throws: `SettingsError` naming the file that is missing.
    init(directory: String) throws {
        let stores = try DelimitedFile(path: directory + "/stores.tsv", separator: "\t")
        for row in stores.rows {
            guard let code = stores.value(row, "Store") else { continue }
            storeNames[code] = (stores.value(row, "Name") ?? code).asName
            if let place = Self.place(stores.value(row, "Store Address")) { storePlaces[code] = place }
        }
        let file = try DelimitedFile(path: directory + "/products.tsv", separator: "\t")
        for row in file.rows {
            guard let code = file.value(row, "Item Number") else { continue }
            products[code] = Product(
                name: (file.value(row, "Item Description") ?? code).asName,
                packUnits: file.value(row, "Pack").flatMap { Int64($0) }.map { min(max($0, 1), 1000) } ?? 12,
                volumeMl: file.value(row, "Bottle Volume (ml)").flatMap { Int64($0) }.map { min(max($0, 1), 100_000) } ?? 750,
                priceFen: file.value(row, "State Bottle Retail").flatMap { Self.cents($0) } ?? 1000)
        }
    }

    func product(_ code: String) -> Product {
        products[code] ?? Product(name: "Item \(code)", packUnits: 12, volumeMl: 750, priceFen: 1000)
    }

    /// `POINT (-91.96 41.01)`: longitude first.
    static func place(_ text: String?) -> Coordinates? {
        guard let text, let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"), open < close else { return nil }
        let numbers = text[text.index(after: open)..<close].split(separator: " ").compactMap { Double($0) }
        guard numbers.count == 2, abs(numbers[0]) <= 180, abs(numbers[1]) <= 90 else { return nil }
        return Coordinates(latitudeE6: Int64((numbers[1] * 1e6).rounded()), longitudeE6: Int64((numbers[0] * 1e6).rounded()))
    }

    /// `7.23` and `$7.23` are 723. Never zero: a price list has no free goods.
    static func cents(_ text: String) -> Int64? {
        let parts = text.filter { $0 != "$" }.split(separator: ".", omittingEmptySubsequences: false)
        guard let first = parts.first, parts.count <= 2, !first.hasPrefix("-"), let whole = Int64(first), whole < 1_000_000 else { return nil }
        let fraction = parts.count == 2 ? Int64(UInt8((String(parts[1]) + "00").prefix(2)) ?? 0) : 0
        return max(1, whole * 100 + fraction)
    }
}
