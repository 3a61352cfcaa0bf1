/// Headquarters' draft of a campaign, from which regions make their own: its settings, and which of them a region may differ in.
///
/// Each field has a weight, and the weights come to 10000 bps. Free fields weigh at most `freeLimitBps` together, so that six tenths of what
/// makes a campaign are headquarters' and the rest is the region's. What isn't listed is locked.
package struct CampaignTemplate: Equatable, Sendable {
    package enum Access: String, CaseIterable, Sendable { case locked, free }

    package struct Field: Equatable, Sendable {
        /// Into the campaign's JSON, such as `/component/tiers`. A free one is the region's as a whole.
        package var path: JSONPointer
        package var weightBps: Int64
        package var access: Access

        package init(path: JSONPointer, weightBps: Int64, access: Access) {
            self.path = path
            self.weightBps = weightBps
            self.access = access
        }
    }

    package static let freeLimitBps: Int64 = 4000

    package var code: Code
    /// From 1 on. A version is never changed, the next one is made instead.
    package var version: Int32
    package var name: String
    package var kind: CampaignKind
    package var fields: [Field]
    /// A campaign's JSON with the template's values; free fields may be missing, and are then for the region to give.
    package var settings: JSONObject

    package init(code: Code, version: Int32, name: String, kind: CampaignKind, fields: [Field], settings: JSONObject) {
        self.code = code
        self.version = version
        self.name = name
        self.kind = kind
        self.fields = fields
        self.settings = settings
    }

    /// What is always the region's: what its campaign is called, whose it is and for whom.
    static let ownPaths = ["name", "owner", "template", "audience"].map { JSONPointer(tokens: [$0]) }

    /// Every path in which a region may differ: those that are always its own, the free fields, and when the campaign begins and ends as far
    /// as the template doesn't say.
    package var freePaths: [JSONPointer] {
        let days = ["startsAt", "endsAt"].map { JSONPointer(tokens: ["schedule", $0]) }
        return Self.ownPaths + days.filter { JSONValue.object(settings)[$0] == nil } + fields.filter { $0.access == .free }.map(\.path)
    }
}
