package import Commerce

/// What part of a list is asked for: at most `limit` rows, after the one that the last page ended with (keyset: a row that comes or goes
/// in between shifts nothing).
package struct PageRequest: Hashable, Sendable {
    package static let limits = 1...200
    package static let standardLimit = 50

    package let limit: Int
    /// The key of the last row seen, as `Page.next` told it; nil for the first page.
    package let after: String?

    package init(limit: Int = PageRequest.standardLimit, after: String? = nil) {
        self.limit = limit
        self.after = after
    }

    /// What SQL is asked for: one row more than is shown tells whether there are more.
    package var fetchLimit: Int64 { Int64(limit) + 1 }

    /// For lists in order of code: `WHERE code > $1`; empty for the first page.
    /// - Throws: 422 `INVALID_CURSOR` when the cursor is no code.
    package func afterCode() throws -> String {
        guard let after else { return "" }
        guard let code = Code(after) else { throw PageRequest.invalidCursor }
        return code.text
    }

    /// For lists with the newest first: `WHERE id < $1`; the largest number for the first page.
    /// - Throws: 422 `INVALID_CURSOR` when the cursor is no number.
    package func beforeID() throws -> Int64 {
        guard let after else { return .max }
        guard let id = Int64(after) else { throw PageRequest.invalidCursor }
        return id
    }

    /// For lists in the order of several whole numbers: that many, joined by a dot; nil for the first page.
    /// - Throws: 422 `INVALID_CURSOR` when the cursor is something else.
    package func afterNumbers(_ count: Int) throws -> [Int64]? {
        guard let after else { return nil }
        let numbers = after.split(separator: ".", omittingEmptySubsequences: false).compactMap { Int64($0) }
        guard numbers.count == count else { throw PageRequest.invalidCursor }
        return numbers
    }

    package static var invalidCursor: Reason {
        let detail = "cursor is not one that a page of this list gave."
        return Reason(.invalid, "INVALID_CURSOR", detail, faults: [Fault("/cursor", "INVALID_CURSOR", detail)])
    }
}

/// A part of a list, and the key to go on after; nil when this is the end.
package struct Page<Item: Sendable>: Sendable {
    package let items: [Item]
    package let next: String?

    package init(items: [Item], next: String?) {
        self.items = items
        self.next = next
    }

    /// - Parameters:
    ///   - fetched: up to `request.fetchLimit` rows.
    ///   - key: the cursor after a row.
    package init(_ fetched: some Collection<Item>, for request: PageRequest, key: (Item) -> String) {
        items = Array(fetched.prefix(request.limit))
        next = fetched.count > request.limit ? items.last.map(key) : nil
    }

    package func map<Other: Sendable>(_ transform: (Item) throws -> Other) rethrows -> Page<Other> {
        Page<Other>(items: try items.map(transform), next: next)
    }
}
