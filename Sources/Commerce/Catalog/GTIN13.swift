/// The number under a bar code: 13 digits, the last of which checks the others (GS1 General Specifications, 7.9.1: from the left the
/// digits weigh 1, 3, 1, 3 …; the weighed sum is a multiple of ten).
package struct GTIN13: Hashable, Sendable {
    package let digits: String

    /// - Returns: nil unless `text` is 13 ASCII digits with the right check digit.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 13, bytes.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) else { return nil }
        guard Self.weighedSum(bytes) % 10 == 0 else { return nil }
        digits = text
    }

    /// For numbers that were checked when they were written.
    package init(stored text: String) {
        digits = text
    }

    private static func weighedSum(_ digits: [UInt8]) -> Int {
        var sum = 0
        for (place, digit) in digits.enumerated() {
            sum += Int(digit - UInt8(ascii: "0")) * (place % 2 == 0 ? 1 : 3)
        }
        return sum
    }
}
