internal import Glibc

/// Lends names and values to C as two arrays of strings that end with NULL.
enum CStrings {
    typealias Words = UnsafePointer<UnsafePointer<CChar>?>

    static func withArrays<T>(_ pairs: [(String, String)], _ body: (Words, Words) -> T) -> T {
        let names = pairs.map { strdup($0.0) }, values = pairs.map { strdup($0.1) }
        defer { for word in names + values { free(word) } }
        let constNames = names.map { UnsafePointer($0) } + [nil], constValues = values.map { UnsafePointer($0) } + [nil]
        return constNames.withUnsafeBufferPointer { first in
            constValues.withUnsafeBufferPointer { second in
                // Never empty, so the addresses are there.
                guard let one = first.baseAddress, let two = second.baseAddress else { preconditionFailure("an empty array has no address") }
                return body(one, two)
            }
        }
    }
}
