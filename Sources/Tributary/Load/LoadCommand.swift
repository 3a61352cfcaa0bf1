import ArgumentParser
import Commerce
import Glibc
import Histogram

/// The load of the bench, as a process of its own so that it competes with the server for the machine and not for its threads.
struct LoadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load", abstract: "Send orders to a server on loopback and measure them.", shouldDisplay: false)

    @Option var port: Int
    @Option var connections = 64
    @Option var seconds = 10.0
    @Option(help: "Requests a second in open loop; without it, as many as go.") var rate: Double?
    @Option(help: "mixed, hot, shop or page") var mix = "mixed"
    @Option(help: "Distributors, or stores, that order.") var distributors = 200
    @Option var seed: UInt64 = 1

    func run() async throws {
        guard let mix = OrderRequests.Mix(rawValue: mix) else { throw ValidationError("--mix is mixed, hot, shop or page") }
        let client = try SmallClient(host: "127.0.0.1", port: port)
        let tokens = try mix.isOfStores ? client.storeTokens(at: distributors) : client.distributorTokens(mix == .hot ? "R-11" : nil, at: distributors)
        let skus = try mix.isOfStores ? client.storefrontSKUs(token: tokens[0]) : client.orderableSKUs(token: tokens[0])
        var requests = OrderRequests(tokens: tokens, skus: skus, mix: mix, seed: seed &+ UInt64(getpid()))
        let load = HTTPLoad(
            host: "127.0.0.1", port: port, connections: connections, seconds: seconds, rate: rate, next: { requests.next() })
        let result = try load.run()
        var json = JSONWriter()
        json.object { json in
            json.field("milliseconds", Int64(result.seconds * 1000))
            json.field("answers", result.answers)
            json.field("placed", result.statuses[201] ?? 0)
            json.field("done", result.statuses.reduce(0) { $0 + ((200..<300).contains($1.key) ? $1.value : 0) })
            json.array("statuses", result.statuses.sorted { $0.key < $1.key }) { json, entry in
                json.field("status", entry.key)
                json.field("count", entry.value)
            }
            json.field("p50Microseconds", Int64(result.latencies.valueAtPercentile(50)))
            json.field("p99Microseconds", Int64(result.latencies.valueAtPercentile(99)))
            json.field("maxMicroseconds", Int64(result.latencies.max))
            json.fieldIfPresent("firstProblem", result.firstProblem)
        }
        StandardOutput.write(String(decoding: json.bytes, as: UTF8.self) + "\n")
    }
}
