/// The codes that the replayed brand gives to what the ledger names in whatever way: valid for the API, and no two alike.
enum ReplayCodes {
    /// Long enough for any number, and short enough that prefix and suffix fit.
    private static let longest = 40

    /// The ASCII letters and digits of each name behind the prefix. Names that come to the same get a suffix, the first of them none; a name that
    /// has none of these counts from its place in the list.
    static func codes(of names: [String], prefix: String) -> [String] {
        var count: [String: Int] = [:]
        return names.enumerated().map { place, name in
            let kept = name.unicodeScalars.filter { $0.isASCII && $0.properties.isAlphabetic || ("0"..."9").contains($0) }
            let code = prefix + (kept.isEmpty ? "-\(place + 1)" : String(String.UnicodeScalarView(kept.prefix(longest))))
            let earlier = count[code, default: 0]
            count[code] = earlier + 1
            return earlier == 0 ? code : "\(code)-\(earlier + 1)"
        }
    }
}
