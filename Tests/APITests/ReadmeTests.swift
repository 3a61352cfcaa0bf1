@testable import API
import Commerce
import Foundation
import TestSupport
import Testing

/// Whatever the README tells somebody to do works as it is written there.
struct ReadmeTests {
    private let readme: Readme

    init() throws {
        readme = try Readme()
    }

    @Test(.timeLimit(.minutes(20))) func `what is ordered and what a campaign does come out as they are shown, and the local database can be looked into, audited and replayed`() async throws {
        try await TemporaryDirectory.with { directory in
            let local = ["LOCAL_DIRECTORY": directory + "/local"]
            let (answers, table) = try await ServerProcess.with(["--local-directory=\(directory)/local"]) { server in
                let answers = try await talk(to: server, in: directory)
                let psql = try #require(readme.lines.first { $0.hasPrefix("./dev psql") })
                let table = try await Finished("/bin/bash", ["-c", psql], local, in: Repository.root)
                #expect(await server.end() == 0)
                return (answers, table)
            }

            #expect(answers.count == readme.commands.count { $0.shown != nil })
            for (command, answer) in zip(readme.commands.filter { $0.shown != nil }, answers) {
                let shown = try JSONParser.parse(Array((command.shown ?? "").utf8))
                let real = try JSONParser.parse(Array(answer.utf8))
                #expect(Self.differences(real, shown) == [], "\(command.script)\n\(answer)")
            }
            #expect(table.status == 0 && table.output.contains("fulfilled") && table.output.contains("100800"), "\(table.output) \(table.errors)")
            #expect(FileManager.default.fileExists(atPath: directory + "/openapi.json"))

            let audit = try #require(readme.lines.first { $0.hasSuffix("tributary audit") })
            let report = try await Finished.tributary(Array(audit.split(separator: " ").dropFirst().map(String.init)), local)
            #expect(report.status == 0, "\(report.output) \(report.errors)")

            let told = try #require(readme.commands.first { !$0.printed.isEmpty })
            let simulation = try await Finished(
                "/bin/bash", ["-c", told.script.replacingOccurrences(of: "./dev", with: "'\(try ServerProcess.program())'")], local, in: Repository.root)
            let printed = simulation.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            for line in told.printed { #expect(printed.contains(line), "\(line)\n\(simulation.output) \(simulation.errors)") }
        }
    }

    /// Runs all blocks that speak to the server, in one shell and in their order, and tells what each that shows an answer wrote.
    private func talk(to server: ServerProcess, in directory: String) async throws -> [String] {
        let mark = "=== answered ==="
        let script = readme.commands.filter { $0.script.contains("curl") }.map { command in
            command.shown == nil ? "{\n\(command.script)\n} > /dev/null" : "echo '\(mark)'\n" + command.script + "\necho"
        }
        let text = ("set -euo pipefail\n" + script.joined(separator: "\n") + "\necho '\(mark)'\n")
            .replacingOccurrences(of: "http://127.0.0.1:8080", with: "http://127.0.0.1:\(server.port)")
        let shell = try await Finished("/bin/bash", ["-c", text], in: directory)
        try #require(shell.status == 0, "\(shell.output) \(shell.errors)")
        // What came before the first mark and after the last one is no shown answer.
        return shell.output.components(separatedBy: mark).dropFirst().dropLast().map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
    }

    /// Where two answers differ in more than ids, numbers of orders, times and where a feed stands.
    private static func differences(_ real: JSONValue, _ shown: JSONValue, at place: String = "") -> [String] {
        switch (real, shown) {
        case (.object(let real), .object(let shown)):
            guard real.fields.map(\.name) == shown.fields.map(\.name) else { return ["\(place) has \(real.fields.map(\.name))"] }
            return zip(real.fields, shown.fields).flatMap { differences($0.value, $1.value, at: "\(place)/\($0.name)") }
        case (.array(let real), .array(let shown)):
            guard real.count == shown.count else { return ["\(place) has \(real.count) elements"] }
            return zip(real, shown).enumerated().flatMap { differences($1.0, $1.1, at: "\(place)/\($0)") }
        case (.string(let real), .string(let shown)):
            return kind(real) == kind(shown) ? [] : ["\(place) is \(real)"]
        default:
            return real == shown ? [] : ["\(place) is \(real)"]
        }
    }

    /// What is told anew each time, as what it is.
    private static func kind(_ text: String) -> String {
        if Instant(rfc3339: text) != nil { return "a time" }
        if text.wholeMatch(of: /(ord|shp|cmp|mem|msp|sug)_[0-9a-z]+/) != nil { return "an id of " + text.prefix(3) }
        return text.wholeMatch(of: /SO[0-9]{14}(-1)?/) != nil ? "a number" + text.suffix(2).filter { $0 == "-" } : text
    }

    @Test func `a real database is brought up to date and given a brand as the README says`() async throws {
        let lines = readme.lines
        let place = try #require(lines.firstIndex { $0.hasPrefix("export DATABASE_URL=") })
        try await TestDatabase.withEmptyDatabase { url in
            for line in lines[(place + 1)...].prefix(while: { $0.hasPrefix(".build/release/tributary") && !$0.contains("--help") }) {
                let arguments = line.split(separator: " ").dropFirst().map(String.init)
                let finished = try await Finished.tributary(arguments, ["DATABASE_URL": url])
                #expect(finished.status == 0, "\(line): \(finished.output) \(finished.errors)")
                #expect(finished.output.contains(arguments == ["migrate"] ? "schema tributary is up to date" : "seeded 2878 organisations, 37 warehouses, 564 SKUs"), "\(finished.output)")
            }
            let again = try await Finished.tributary(["seed"], ["DATABASE_URL": url])
            #expect(again.status != 0, "a brand is never seeded over")
        }
    }

    @Test func `a ledger is replayed as the README says`() async throws {
        let line = try #require(readme.lines.first { $0.contains("tributary replay") })
        let files = [
            "stores.tsv": """
                Store\tName\tStore Address
                1\tAmes\tPOINT (-93.62 42.03)
                2\tIowa City\tPOINT (-91.53 41.66)
                3\tDenison\t

                """,
            "products.tsv": """
                Item Number\tItem Description\tBottle Volume (ml)\tPack\tState Bottle Retail
                11\tRye\t750\t12\t7.50
                12\tGin\t1000\t6\t12.00
                13\tRum\t375\t24\t3.99

                """,
            "order_lines_2021.csv": """
                date,order_no,line_no,store,item,bottles,sale_cents
                2021-01-04,INV-1,1,1,11,24,18000
                2021-01-04,INV-1,2,1,12,6,7200
                2021-01-05,INV-2,1,2,11,12,9000
                2021-01-06,INV-3,1,3,13,48,19152
                2021-02-01,INV-4,1,2,12,6,7200

                """,
        ]
        try await TemporaryDirectory.with { directory in
            let folder = directory + "/ledger"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            for (name, text) in files { try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8) }
            try await TestDatabase.withEmptyDatabase { url in
                let arguments = line.split(separator: " ").dropFirst().map(String.init)
                let finished = try await Finished.tributary(arguments, ["DATABASE_URL": url], in: directory)
                #expect(finished.status == 0, "\(finished.output)\(finished.errors)")
                #expect(finished.output.contains("orders placed") && finished.output.contains("clean"), "\(finished.output)")
            }
        }
    }

    @Test func `every subcommand that is named is one, and takes the flags it is given`() async throws {
        let listing = try await Finished("/bin/bash", ["-c", "./dev"], in: Repository.root).output
        var subcommands: Set<String> = []
        var programs: Set<String> = []
        for line in readme.lines where !line.hasPrefix("export") {
            let words = line.split(separator: " ").map(String.init)
            let name = try #require(words.count > 1 ? words[1] : nil, "\(line)")
            switch words[0] {
            case "./dev":
                subcommands.insert(name)
                #expect(listing.contains("\n  \(name) "), "\(line)")
            case ".build/release/tributary":
                programs.insert(name)
                let help = try await Finished.tributary([name, "--help"])
                #expect(help.status == 0 && help.output.contains("USAGE: tributary \(name)"), "\(line): \(help.output) \(help.errors)")
                for flag in words where flag.hasPrefix("--") && flag != "--help" { #expect(help.output.contains(flag + ","), "\(line)") }
            default: Issue.record("\(line) is run by no test")
            }
        }
        #expect(subcommands == ["run", "test", "psql", "bench", "simulate", "fuzz", "lint", "clean"], "every subcommand is told")
        #expect(programs == ["migrate", "seed", "serve", "audit", "replay"])
    }

    @Test func `what the README points to is there, and the brand is as large as it says`() throws {
        let text = try String(contentsOfFile: Repository.root + "/README.md", encoding: .utf8)
        let links = text.matches(of: /\]\(([^)]+)\)/).map { String($0.1) } + text.matches(of: /`((?:Sources|Tests|Schemas)\/[^`]+)`/).map { String($0.1) }
        #expect(links.count > 8)
        for link in links { #expect(FileManager.default.fileExists(atPath: Repository.root + "/" + link), "\(link)") }
        func rows(_ file: String, _ isCounted: (Substring) -> Bool = { _ in true }) throws -> Int {
            try String(contentsOfFile: Repository.seed + "/" + file, encoding: .utf8).split(separator: "\n").dropFirst().count { isCounted($0) }
        }
        let regions = try rows("organizations.csv") { $0.contains(",region,") }
        let distributors = try rows("organizations.csv") { $0.contains(",distributor,") }
        let size = "\(regions) regions, \(distributors / 1000),\(distributors % 1000) distributors at their real coordinates, \(try rows("warehouses.csv")) warehouses, \(try rows("skus.csv")) SKUs"
        #expect(text.replacingOccurrences(of: "\n", with: " ").contains(size), "\(size)")
    }
}
