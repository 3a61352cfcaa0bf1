/// A Swift file taken apart: code, comments and string literals, each with what isn't it blanked out, line for line as in the file.
struct SwiftText {
    let code: [Substring]
    let comments: [Substring]
    let strings: [Substring]

    init(_ text: String) {
        var scanner = SwiftScanner(Array(text.utf8))
        scanner.code(inInterpolation: false)
        func lines(_ kind: SwiftScanner.Kind) -> [Substring] {
            var bytes = scanner.input
            for index in bytes.indices where scanner.kinds[index] != kind && bytes[index] != UInt8(ascii: "\n") { bytes[index] = UInt8(ascii: " ") }
            return String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        }
        code = lines(.code)
        comments = lines(.comment)
        strings = lines(.string)
    }
}

/// Tells code from comments from literals, as far as that takes no parser. Regex literals count as code.
struct SwiftScanner {
    enum Kind { case code, comment, string }

    let input: [UInt8]
    private(set) var kinds: [Kind]
    private var position = 0

    init(_ input: [UInt8]) {
        self.input = input
        kinds = Array(repeating: .code, count: input.count)
    }

    /// Walks over code, in an interpolation to the parenthesis that ends it.
    mutating func code(inInterpolation: Bool) {
        var depth = 0
        while position < input.count {
            switch input[position] {
            case UInt8(ascii: "/") where at("//"): lineComment()
            case UInt8(ascii: "/") where at("/*"): nestedComment()
            case UInt8(ascii: "\""): literal(hashes: 0)
            case UInt8(ascii: "#"):
                let hashes = input[position...].prefix { $0 == UInt8(ascii: "#") }.count
                if position + hashes < input.count, input[position + hashes] == UInt8(ascii: "\"") { literal(hashes: hashes) } else { position += hashes }
            case UInt8(ascii: "`"): identifier()
            case UInt8(ascii: "(") where inInterpolation:
                depth += 1
                position += 1
            case UInt8(ascii: ")") where inInterpolation:
                if depth == 0 { return }
                depth -= 1
                position += 1
            default: position += 1
            }
        }
    }

    private mutating func mark(_ kind: Kind, to end: Int) {
        let end = min(end, input.count)
        for index in position..<end { kinds[index] = kind }
        position = end
    }

    private mutating func lineComment() {
        mark(.comment, to: input[position...].firstIndex(of: UInt8(ascii: "\n")) ?? input.count)
    }

    private mutating func nestedComment() {
        var depth = 0
        repeat {
            if at("/*") {
                depth += 1
                mark(.comment, to: position + 2)
            } else if at("*/") {
                depth -= 1
                mark(.comment, to: position + 2)
            } else {
                mark(.comment, to: position + 1)
            }
        } while depth > 0 && position < input.count
    }

    /// A name in backticks may hold quotes, slashes and words that are forbidden elsewhere.
    private mutating func identifier() {
        let end = input[(position + 1)...].firstIndex { $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: "\n") } ?? input.count - 1
        mark(.string, to: end + 1)
    }

    private mutating func literal(hashes: Int) {
        position += hashes
        let isLong = at("\"\"\"")
        position += isLong ? 3 : 1
        let fence = String(repeating: "#", count: hashes)
        let end = (isLong ? "\"\"\"" : "\"") + fence, escape = "\\" + fence
        while position < input.count {
            if at(end) {
                position += end.utf8.count
                return
            }
            if !isLong, input[position] == UInt8(ascii: "\n") { return }
            guard at(escape) else {
                mark(.string, to: position + 1)
                continue
            }
            if at(escape + "(") {
                position += escape.utf8.count + 1
                code(inInterpolation: true)
                position = min(position + 1, input.count)
            } else {
                mark(.string, to: position + escape.utf8.count + 1)
            }
        }
    }

    private func at(_ text: String) -> Bool {
        var index = position
        for byte in text.utf8 {
            guard index < input.count, input[index] == byte else { return false }
            index += 1
        }
        return true
    }
}
