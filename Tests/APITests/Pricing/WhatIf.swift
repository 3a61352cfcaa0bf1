@testable import API
import Commerce
import Synchronization
import Testing

/// What-ifs of pricing in a small language: D-320102 of R-32, tier core, buys at noon of 11 June 2026 in Shanghai; campaigns run from the 10th to the 21st.
struct WhatIf: Sendable {
    var at = "2026-06-11T04:00:00Z"
    var lines: [String]
    var campaigns: [String] = []
    /// Fields besides, as they stand in the body.
    var more = ""

    init(_ lines: String..., campaigns: [String] = [], at: String = "2026-06-11T04:00:00Z", more: String = "") {
        self.lines = lines
        self.campaigns = campaigns
        self.at = at
        self.more = more
    }

    var body: String {
        let buyer = #"{"organization":"D-320102","region":"R-32","tier":"core"}"#
        let lists = #""lines":[\#(lines.joined(separator: ","))],"campaigns":[\#(campaigns.joined(separator: ","))]"#
        return #"{"at":"\#(at)","buyer":\#(buyer),\#(lists)\#(more.isEmpty ? "" : "," + more)}"#
    }

    /// - Parameter more: fields besides, as they stand in the line.
    static func line(_ sku: String, _ units: Int64, at unitPriceFen: Int64, floor floorPriceFen: Int64 = 0, more: String = "") -> String {
        #"{"sku":"\#(sku)","units":\#(units),"unitPriceFen":\#(unitPriceFen),"floorPriceFen":\#(floorPriceFen)\#(more.isEmpty ? "" : "," + more)}"#
    }

    /// - Parameters:
    ///   - settings: of the component, as they stand in it.
    ///   - more: fields beside the component, as they stand in the campaign.
    static func campaign(_ id: String, _ kind: CampaignKind, _ settings: String, more: String = "") -> String {
        #"""
        {"id":"\#(id)","name":"活动","component":{"kind":"\#(kind.rawValue)",\#(settings)},
        "schedule":{"startsAt":"2026-06-10T00:00:00Z","endsAt":"2026-06-22T00:00:00Z"}\#(more.isEmpty ? "" : "," + more)}
        """#
    }

    /// The service's answers to what-ifs that all can be priced.
    static func priced(_ whatIfs: [WhatIf], sourceLocation: SourceLocation = #_sourceLocation) async throws -> [TestAnswer] {
        let answers = try await answers(to: whatIfs.map(\.body))
        for answer in answers { #expect(answer.status == 200, "\(answer.text.prefix(600))", sourceLocation: sourceLocation) }
        return answers
    }

    static func answers(to bodies: [String]) async throws -> [TestAnswer] {
        let answers = Answers()
        try await TestService.run(settings: GatewaySettings(rateLimit: nil, allowsDemoCredentials: true)) { service in
            for body in bodies { answers.add(try await service.send(.post, "/v1/pricing/simulations", as: "D-110105", body: body)) }
        }
        return answers.all
    }

    private final class Answers: Sendable {
        private let list = Mutex<[TestAnswer]>([])
        var all: [TestAnswer] { list.withLock { $0 } }
        func add(_ answer: TestAnswer) { list.withLock { $0.append(answer) } }
    }
}

extension TestAnswer {
    /// Each line in short: `A 120 = 1150000 (dragon 50000)`; what was given away starts with its giver: `dragon: B 2 = 0 (dragon 10000)`.
    var pricedLines: [String] {
        pricing("lines").map { line in
            let adjustments = (line["adjustments"]?.array ?? []).compactMap(\.object).map { "\($0["campaign"]?.text ?? "") \($0["fen"]?.integer ?? -1)" }
            let giver = line["givenBy"]?.text.map { $0 + ": " } ?? ""
            let taken = adjustments.isEmpty ? "" : " (" + adjustments.joined(separator: ", ") + ")"
            return "\(giver)\(line["sku"]?.text ?? "") \(line["units"]?.integer ?? -1) = \(line["netFen"]?.integer ?? -1)\(taken)"
        }
    }

    /// Each campaign in short: `dragon 50000`, `dragon 12000 FLOOR_PRICE`, `dragon – BELOW_THRESHOLD`, `dragon – EXCLUDED_BY tiger`.
    var considered: [String] {
        pricing("campaigns").map { campaign in
            let fen = campaign["fen"]?.integer ?? -1
            let gave = campaign["applied"]?.bool == true ? "\(fen)" : fen == 0 ? "–" : "– \(fen)"
            let why = [campaign["reason"]?.text, campaign["excludedBy"]?.text].compactMap { $0 }
            return ([campaign["campaign"]?.text ?? "", gave] + why).joined(separator: " ")
        }
    }

    private func pricing(_ list: String) -> [JSONObject] {
        (json?.object?["pricing"]?.object?[list]?.array ?? []).compactMap(\.object)
    }
}
