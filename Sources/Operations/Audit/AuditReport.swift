/// What an audit found: for each rule, the rows that break it.
package struct AuditReport: Sendable, Equatable {
    /// A row that isn't what its ledgers make it.
    package struct Difference: Sendable, Equatable {
        /// Names the row: codes, numbers, ids.
        package let key: String
        package let expected: String
        package let found: String

        package init(key: String, expected: String, found: String) {
            self.key = key
            self.expected = expected
            self.found = found
        }
    }

    package struct Check: Sendable, Equatable {
        /// Table and column.
        package let name: String
        package let rule: String
        /// All rows that break the rule.
        package let count: Int64
        /// The first of them, in order of key.
        package let differences: [Difference]

        package init(name: String, rule: String, count: Int64, differences: [Difference]) {
            self.name = name
            self.rule = rule
            self.count = count
            self.differences = differences
        }
    }

    package let checks: [Check]

    package init(checks: [Check]) {
        self.checks = checks
    }

    package var differences: Int64 { checks.reduce(0) { $0 + $1.count } }
    package var isClean: Bool { differences == 0 }

    /// For a terminal: a line a rule, with each difference indented beneath it, and a sum at the end.
    package var text: String {
        var lines: [String] = []
        for check in checks {
            let name = check.name + String(repeating: " ", count: max(0, 36 - check.name.count))
            lines.append((check.count == 0 ? "ok    " : "DIFF  ") + name + " " + check.rule)
            for difference in check.differences {
                lines.append("      \(difference.key): expected \(difference.expected), found \(difference.found)")
            }
            let hidden = check.count - Int64(check.differences.count)
            if hidden > 0 { lines.append("      and \(hidden) more") }
        }
        lines.append(isClean ? "\(checks.count) rules hold." : "\(differences) differences from \(checks.count) rules.")
        return lines.joined(separator: "\n") + "\n"
    }
}
