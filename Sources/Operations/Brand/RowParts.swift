import Postgres

/// Where each row's part of an array lies that holds all rows' parts end to end: unnest() would flatten an array of arrays. A row takes its part as
/// `($n::int[])[first:last]`, which is NULL where these are, and empty where the last comes before the first.
struct RowParts: Sendable {
    let first: [Int32?]
    let last: [Int32?]

    /// - Parameter counts: How many elements each row has; nil: it has no array.
    init(_ counts: some Sequence<Int?>) {
        var (first, last): ([Int32?], [Int32?]) = ([], [])
        var end: Int32 = 0
        for count in counts {
            first.append(count.map { _ in end + 1 })
            end += Int32(count ?? 0)
            last.append(count.map { _ in end })
        }
        (self.first, self.last) = (first, last)
    }
}
