extension JSONParser {
    mutating func stringValue() throws(JSONSyntaxError) -> JSONValue {
        metLoneSurrogate = false
        let text = try string()
        return metLoneSurrogate ? .brokenString : .string(text)
    }

    /// A quoted string; half a surrogate pair is read as the replacement character and noted. Without escapes, which is nearly always, it is one copy.
    mutating func string() throws(JSONSyntaxError) -> String {
        position += 1
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                defer { position += 1 }
                return String(decoding: UnsafeRawBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
            case UInt8(ascii: "\\"):
                return try stringWithEscapes(from: start)
            case 0..<0x20:
                throw expected("no control character in a string")
            default:
                position += 1
            }
        }
        throw expected("the end of a string")
    }

    private mutating func stringWithEscapes(from start: Int) throws(JSONSyntaxError) -> String {
        var text = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): try appendEscape(to: &text)
            case 0..<0x20: throw expected("no control character in a string", at: position - 1)
            default: text.append(byte)
            }
        }
        throw expected("the end of a string")
    }

    private mutating func appendEscape(to text: inout [UInt8]) throws(JSONSyntaxError) {
        let escape = current
        position += 1
        switch escape {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(escape)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            let scalar = try codePoint()
            text.append(contentsOf: UTF8.encode(scalar).unsafelyUnwrapped)
        default: throw expected("an escape", at: position - 1)
        }
    }

    /// What four hexadecimal digits name, or eight of a surrogate pair.
    private mutating func codePoint() throws(JSONSyntaxError) -> Unicode.Scalar {
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        let end = position
        if first < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u") {
            position += 2
            let second = try hexadecimal()
            if (0xDC00..<0xE000).contains(second), let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) { return scalar }
        }
        // What follows is an escape of its own.
        position = end
        metLoneSurrogate = true
        return "\u{FFFD}"
    }

    private mutating func hexadecimal() throws(JSONSyntaxError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            let digit: UInt8
            switch current {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = current - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = current - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = current - UInt8(ascii: "A") + 10
            default: throw expected("four hexadecimal digits")
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }

    /// A number: whole and within Int64 as itself, anything else by its digits.
    mutating func number() throws(JSONSyntaxError) -> JSONValue {
        let start = position
        let isNegative = current == UInt8(ascii: "-")
        if isNegative { position += 1 }
        let firstDigit = position
        // Counted downward, since Int64.min has no positive counterpart.
        var value: Int64 = 0
        var fits = true
        while let digit = digit() {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (difference, underflow) = product.subtractingReportingOverflow(Int64(digit))
            fits = fits && !overflow && !underflow
            value = difference
        }
        guard position > firstDigit else { throw expected("a digit") }
        guard position == firstDigit + 1 || bytes[firstDigit] != UInt8(ascii: "0") else { throw expected("no leading zero", at: firstDigit) }
        var isWhole = true
        if current == UInt8(ascii: ".") {
            isWhole = false
            position += 1
            try digits()
        }
        if current | 0x20 == UInt8(ascii: "e") {
            isWhole = false
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        if isWhole, fits, isNegative || value != .min { return .integer(isNegative ? value : -value) }
        return .number(String(decoding: UnsafeRawBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self))
    }

    private mutating func digit() -> UInt8? {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(current) else { return nil }
        defer { position += 1 }
        return current - UInt8(ascii: "0")
    }

    private mutating func digits() throws(JSONSyntaxError) {
        guard digit() != nil else { throw expected("a digit") }
        while digit() != nil {}
    }
}
