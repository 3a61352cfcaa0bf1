import Commerce
import Operations

/// A pool what-if as a table to read: the three policies side by side, then the regions, then who gains and who loses by the other ratio.
enum PoolTable {
    static func text(_ whatIf: PoolWhatIf, of subject: Code?) -> String {
        let last = Instant(millisecondsSince1970: whatIf.draft.to.millisecondsSince1970 - 1).shanghaiDay
        let title = "\(whatIf.draft.from.shanghaiDay.text) to \(last.text), \(whatIf.draft.days) days, \(subject?.text ?? "all distributors"): "
            + "\(whatIf.inForce.demandLines) lines, \(whatIf.inForce.demandUnits) bottles asked for\n"
        return title + "\n" + policies(whatIf) + "\n" + regions(whatIf) + shifts("more", whatIf.gained, whatIf) + shifts("fewer", whatIf.lost, whatIf)
    }

    private static func policies(_ whatIf: PoolWhatIf) -> String {
        let columns = [(PoolPolicy.none, whatIf.withoutPool), (whatIf.policy, whatIf.inForce), (whatIf.proposedPolicy, whatIf.proposed)]
        func row(_ name: String, _ figure: (PoolTally) -> String) -> [String] { [name] + columns.map { figure($0.1) } }
        return table([
            ["", "no pool", "in force", "proposed"],
            ["ratio"] + columns.map { percent($0.0.ratioBps) },
            ["one distributor's share"] + columns.map { $0.0.ratioBps == 0 ? "-" : percent($0.0.perDistributorBps) },
            row("stock-out rate (缺货率), lines") { percent($0.stockOutBps) },
            row("stock-out rate (缺货率), bottles") { percent($0.shortUnitsBps) },
            row("lines short") { "\($0.shortLines)" },
            row("bottles short") { "\($0.shortUnits)" },
            row("days with a stock-out") { "\($0.shortDays.count)" },
            row("from distributors' own stock") { "\($0.ownUnits)" },
            row("from regional warehouses") { "\($0.regionUnits)" },
            row("from headquarters, general") { "\($0.generalUnits)" },
            row("from the pool") { "\($0.poolUnits)" },
        ])
    }

    private static func regions(_ whatIf: PoolWhatIf) -> String {
        guard !whatIf.regions.isEmpty else { return "" }
        let rows = whatIf.regions.map { region in
            [
                region.region.text, "\(region.inForce.demandLines)", percent(region.withoutPool.stockOutBps), percent(region.inForce.stockOutBps),
                percent(region.proposed.stockOutBps),
            ]
        }
        return table([["缺货率 by region", "lines", "no pool", "in force", "proposed"]] + rows)
    }

    private static func shifts(_ word: String, _ shifts: [PoolWhatIf.Shift], _ whatIf: PoolWhatIf) -> String {
        guard !shifts.isEmpty else { return "" }
        let named = shifts.map { "\($0.distributor.text) \($0.units)" }.joined(separator: ", ")
        return "\nbottles \(word) at \(percent(whatIf.proposedPolicy.ratioBps)) than in force: \(named)\n"
    }

    /// `1234` is `12.34%`.
    static func percent(_ bps: Int64) -> String {
        let rest = bps % 100
        return "\(bps / 100).\(rest < 10 ? "0" : "")\(rest)%"
    }

    /// The first column to the left, the others to the right. Chinese letters are two columns wide.
    private static func table(_ rows: [[String]]) -> String {
        let widths = (rows.first ?? []).indices.map { column in rows.map { width($0[column]) }.max() ?? 0 }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - width(cell))
                return column == 0 ? cell + padding : padding + cell
            }
            return "  " + cells.joined(separator: "  ") + "\n"
        }.joined()
    }

    private static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
    }
}
