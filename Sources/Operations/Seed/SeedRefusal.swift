package import Commerce

/// Why a brand is not seeded. Nothing was written.
package enum SeedRefusal: Refusal, Equatable {
    /// There is a brand in this schema already.
    case organizationsExist(Int64)
    /// A file is missing or can't be read.
    case unreadable(file: String)
    /// A file says what can't be.
    case malformed(file: String, detail: String)

    package var reason: Reason {
        switch self {
        case .organizationsExist(let count):
            Reason(
                .conflict, "BRAND_EXISTS", "The schema already holds a brand; only an empty one can be seeded.",
                figures: [Figure("organizations", count)])
        case .unreadable(let file):
            Reason(.absent, "SEED_FILE_UNREADABLE", "\(file) is missing from the seed directory or can't be read.")
        case .malformed(let file, let detail):
            Reason(.invalid, "SEED_FILE_MALFORMED", "\(file) can't be seeded: \(detail)")
        }
    }
}
