import Commerce

/// Rows as COPY's text format has them: fields behind tabs, `\N` for nothing. Texts hold no tabs, line ends or backslashes but those of a
/// `bytea`.
struct CopyText: Sendable {
    private(set) var bytes: [UInt8] = []
    private var isInRow = false

    private mutating func next() {
        if isInRow { bytes.append(UInt8(ascii: "\t")) }
        isInRow = true
    }

    mutating func add(_ number: some BinaryInteger) {
        add(String(number))
    }

    mutating func add(_ text: String) {
        next()
        bytes.append(contentsOf: text.utf8)
    }

    mutating func add(_ flag: Bool) { add(flag ? "t" : "f") }
    mutating func add(_ moment: Instant) { add(moment.rfc3339) }
    mutating func addIfPresent(_ number: Int64?) { number.map { add($0) } ?? addNothing() }
    mutating func addIfPresent(_ moment: Instant?) { moment.map { add($0) } ?? addNothing() }
    mutating func addNothing() { add("\\N") }

    mutating func add(_ data: [UInt8]) {
        next()
        bytes.append(contentsOf: Array("\\\\x".utf8))
        let digits = Array("0123456789abcdef".utf8)
        for byte in data {
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 15)])
        }
    }

    mutating func endRow() {
        bytes.append(UInt8(ascii: "\n"))
        isInRow = false
    }
}
