/// Decimal degrees, read from the digits as they were written into millionths of a degree, to the nearest (halves away from zero).
/// No floating point: 39.9042 is 39904200, always.
enum Degrees {
    /// - Returns: nil when `text` is no JSON number, or one beyond a thousand degrees.
    static func millionths(_ text: String) -> Int64? {
        var digits: [UInt8] = []
        var scale = 0
        var exponent = 0
        var bytes = Array(text.utf8)[...]
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative { bytes.removeFirst() }
        if let mark = bytes.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
            guard let power = Int(String(decoding: bytes[(mark + 1)...], as: UTF8.self)), (-1000...1000).contains(power) else { return nil }
            exponent = power
            bytes = bytes[..<mark]
        }
        var afterPoint = false
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits.append(byte - UInt8(ascii: "0"))
                scale += afterPoint ? 1 : 0
            case UInt8(ascii: ".") where !afterPoint: afterPoint = true
            default: return nil
            }
        }
        guard !digits.isEmpty else { return nil }
        return shifted(digits, by: 6 - scale + exponent).map { isNegative ? -$0 : $0 }
    }

    /// The whole number `digits`, times ten to the power of `places`, rounded.
    private static func shifted(_ digits: [UInt8], by places: Int) -> Int64? {
        let significant = Array(digits.drop { $0 == 0 })
        let length = significant.count + places
        guard !significant.isEmpty, length >= 0 else { return 0 }
        guard length <= 9 else { return nil }
        var value: Int64 = 0
        for place in 0..<length {
            value = value * 10 + Int64(place < significant.count ? significant[place] : 0)
        }
        return length < significant.count && significant[length] >= 5 ? value + 1 : value
    }

    /// Millionths as a JSON number with as many decimals as it needs: 39904200 is `39.9042`.
    static func decimal(_ millionths: Int32) -> String {
        let magnitude = Int64(millionths).magnitude
        let (whole, rest) = magnitude.quotientAndRemainder(dividingBy: 1_000_000)
        let sign = millionths < 0 ? "-" : ""
        guard rest > 0 else { return sign + String(whole) }
        let digits = String(rest)
        var decimals = Array((String(repeating: "0", count: 6 - digits.utf8.count) + digits).utf8)
        while decimals.last == UInt8(ascii: "0") { decimals.removeLast() }
        return sign + String(whole) + "." + String(decoding: decimals, as: UTF8.self)
    }
}
