/// What organisations, SKUs, warehouses and price lists are named by: 1 to 64 of letters, digits, `-`, `_`, `.` (ASCII).
package struct Code: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let text: String

    /// - Returns: nil when `text` is no code.
    package init?(_ text: String) {
        guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(Self.allows) else { return nil }
        self.text = text
    }

    /// For text that was checked when it was written, such as a code read from the brand's own tables.
    package init(stored text: String) {
        self.text = text
    }

    package var description: String { text }

    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }

    private static func allows(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default:
            false
        }
    }
}
