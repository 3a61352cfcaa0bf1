import Foundation
import TestSupport
@testable import Tributary

/// A folder shaped like the real ledger's, of one test's own.
struct LedgerFolder {
    let path: String

    static let columns = "date,order_no,line_no,store,item,bottles,sale_cents\n"

    /// - Parameter body: gets the folder, which is empty and gone afterwards.
    static func with<T>(isolation: isolated (any Actor)? = #isolation, _ body: (LedgerFolder) async throws -> T) async throws -> T {
        try await TemporaryDirectory.with { try await body(LedgerFolder(path: $0)) }
    }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

    /// - Returns: the file's path.
    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
        return path + "/" + name
    }

    /// The ledger of rows `date,order_no,line_no,store,item,bottles,sale_cents`.
    func ledger(_ rows: [String], limit: Int? = nil) throws -> Ledger {
        try Ledger(path: write("order_lines.csv", Self.columns + rows.joined(separator: "\n")), limit: limit)
    }

    /// The brand of rows, none of whose stores and items a master file knows.
    func brand(_ rows: [String]) throws -> ReplayBrand {
        try write("stores.tsv", "Store\tName\n")
        try write("products.tsv", "Item Number\n")
        return ReplayBrand(ledger: try ledger(rows), master: try MasterFiles(directory: path))
    }
}
