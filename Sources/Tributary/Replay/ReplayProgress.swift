import Glibc

/// How far, how fast, how long still: one line that is written over on a terminal, a line now and then elsewhere.
struct ReplayProgress {
    let total: Int
    private let isTerminal = isatty(1) == 1
    private let start = HTTPLoad.now()
    private var shownAt = HTTPLoad.now()
    private var shown = -1

    init(total: Int) {
        self.total = total
    }

    var seconds: Double { Double(HTTPLoad.now() - start) / 1e9 }

    mutating func show(done: Int) {
        let now = HTTPLoad.now()
        guard now - shownAt > (isTerminal ? 500_000_000 : 10_000_000_000) || done == total, done != shown else { return }
        shownAt = now
        shown = done
        let line = Self.line(done: done, of: total, after: seconds)
        StandardOutput.write(isTerminal ? "\r" + BenchReport.padded(line, 70) : line + "\n")
    }

    func end() {
        if isTerminal { StandardOutput.write("\n") }
    }

    static func line(done: Int, of total: Int, after seconds: Double) -> String {
        let rate = Double(done) / max(0.001, seconds)
        let left = done == 0 ? "unknown time" : time(Int(min(1e9, Double(total - done) / max(1e-9, rate))))
        return "\(done) of \(total) orders, \(BenchReport.fixed(rate, rate < 10 ? 2 : 0))/s, \(left) left"
    }

    private static func time(_ seconds: Int) -> String {
        if seconds < 120 { return "\(seconds) s" }
        return seconds < 7200 ? "\(seconds / 60) min" : "\(seconds / 3600) h \(seconds % 3600 / 60) min"
    }
}
