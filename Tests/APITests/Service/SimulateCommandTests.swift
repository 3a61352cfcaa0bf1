import Foundation
import TestSupport
import Testing

/// The pool what-if as a command: what it prints, and what it can't be asked.
@Suite(.timeLimit(.minutes(20))) struct SimulateCommandTests {
    private static func simulate(_ url: String, _ flags: String...) async throws -> Finished {
        try await Finished.tributary(["simulate", "pool", "--database-url=\(url)", "--schemas-directory=\(Repository.schemas)"] + flags)
    }

    /// The cells of the line that begins with `name`, its name left out.
    private static func cells(_ name: String, _ text: String) throws -> [String] {
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("  " + name) }, "\(text)")
        return line.dropFirst(name.count + 2).split(separator: " ").map(String.init)
    }

    @Test func `stock-out rates without the pool, with it and at another ratio stand side by side`() async throws {
        try await TestBrand.with { brand in
            try await brand.sql("""
                UPDATE tributary.stock_movements SET at = '2026-01-10T00:00:00Z';
                INSERT INTO tributary.unmet_demand (at, organization_id, units, sku_id)
                    SELECT '2026-02-01T03:00:00Z', o.id, 100, 4 FROM tributary.organizations o WHERE o.code IN ('S-110105-001', 'D-310101');
                """)
            let days = ["--from=2026-01-20", "--to=2026-02-28"]
            let all = try await Self.simulate(brand.url, days[0], days[1], "--ratio=5000", "--per-distributor=5000")
            #expect(all.status == 0, "\(all.errors)")
            #expect(all.output.hasPrefix("2026-01-20 to 2026-02-28, 40 days, all distributors: 2 lines, 200 bottles asked for\n"), "\(all.output)")
            #expect(try Self.cells("ratio", all.output) == ["0.00%", "30.00%", "50.00%"])
            #expect(try Self.cells("one distributor's share", all.output) == ["-", "20.00%", "50.00%"])
            // The store has no pool, then 36 in either warehouse, then all it asks for.
            #expect(try Self.cells("stock-out rate (缺货率), lines", all.output) == ["50.00%", "50.00%", "0.00%"])
            #expect(try Self.cells("bottles short", all.output) == ["100", "28", "0"])
            #expect(try Self.cells("from the pool", all.output) == ["0", "72", "100"])
            #expect(try Self.cells("R-11", all.output) == ["1", "100.00%", "100.00%", "0.00%"])
            #expect(all.output.contains("\nbottles more at 50.00% than in force: D-110105 28\n"))
            let one = try await Self.simulate(brand.url, days[0], days[1], "--distributor=D-310101")
            #expect(try Self.cells("from headquarters, general", one.output) == ["100", "100", "100"])
            #expect(try Self.cells("ratio", one.output) == ["0.00%", "30.00%", "35.00%"])
            let region = try await Self.simulate(brand.url, days[0], days[1], "--region=R-11")
            #expect(try Self.cells("bottles short", region.output) == ["100", "28", "16"])
        }
    }

    @Test func `days, ratios and codes that can't be meant are named`() async throws {
        try await TestBrand.with { brand in
            for (flag, message) in [
                ("--from=soon", "--from takes a day such as 2026-01-20, not soon"), ("--ratio=10001", "--ratio (RATIO) takes a number from 0 to 10000"),
                ("--from=2020-01-01", "At most 366 days can be replayed."), ("--to=2020-01-01 00", "--to takes a day"),
                ("--region=R-99", "There is no such region or distributor."), ("--days=3", "--days is no setting"),
            ] {
                let finished = try await Self.simulate(brand.url, flag)
                #expect(finished.status != 0 && finished.errors.contains(message), "\(flag): \(finished.errors)")
            }
            let help = try await Finished.tributary(["simulate", "pool", "--help"])
            #expect(help.status == 0 && help.output.contains("USAGE: tributary simulate pool [settings]") && help.output.contains("--per-distributor"), "\(help.errors)")
        }
    }
}
