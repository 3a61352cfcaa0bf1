import Commerce

/// What one bench run found: rows for reading, the same as JSON for keeping.
struct BenchReport {
    struct Row {
        let figure: String
        let value: String
        let goal: String
        let numbers: [(name: String, value: Double)]
    }

    private(set) var rows: [Row] = []

    mutating func add(_ figure: String, _ value: String, goal: String = "", _ numbers: [(name: String, value: Double)] = []) {
        rows.append(Row(figure: figure, value: value, goal: goal, numbers: numbers))
        StandardOutput.write("  \(Self.padded(figure, 62)) \(Self.padded(value, 44)) \(goal)\n")
    }

    var json: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.array("figures", rows) { json, row in
                json.field("figure", row.figure)
                json.field("value", row.value)
                json.field("goal", row.goal)
                json.object("numbers") { json in
                    // Thousandths, so that no floating point is written.
                    for number in row.numbers { json.field(named: number.name + "Thousandths", Int64((number.value * 1000).rounded())) }
                }
            }
        }
        return json.bytes
    }

    static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    static func ratio(_ value: Double) -> String { fixed(value, 2) }

    static func fixed(_ value: Double, _ digits: Int) -> String {
        let scale = [1.0, 10, 100, 1000][digits]
        let whole = Int64((value * scale).rounded())
        guard digits > 0 else { return String(whole) }
        let fraction = String(abs(whole) % Int64(scale))
        return "\(whole / Int64(scale))." + String(repeating: "0", count: digits - fraction.count) + fraction
    }
}
