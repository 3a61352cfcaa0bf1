/// What text may be: so many code points, none of them a control character (Unicode category Cc, which has NUL in it).
package enum TextRule {
    package static func fault(of text: String, length: ClosedRange<Int>) -> (code: String, detail: String)? {
        var count = 0
        for scalar in text.unicodeScalars {
            count += 1
            if scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) {
                return ("INVALID_TEXT", "must have no control characters.")
            }
        }
        return length.contains(count) ? nil : ("OUT_OF_RANGE", "must have \(length.lowerBound) to \(length.upperBound) characters.")
    }
}
