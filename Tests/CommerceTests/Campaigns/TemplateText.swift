import Commerce
import Testing

/// A template as JSON text, with what campaigns are made of it.
enum TemplateText {
    static let tiers = #"[{"minFen":100000,"offFen":5000}]"#
    static let fields = #"""
        {"path":"/component/tiers","weightBps":2500,"access":"free"},{"path":"/budget/amountFen","weightBps":1500,"access":"free"},
        {"path":"/component/scope","weightBps":4000,"access":"locked"},{"path":"/stacking","weightBps":2000,"access":"locked"}
        """#
    static let settings = #"""
        "component":{"kind":"threshold","scope":{"aroma":["浓香"]},"tiers":\#(tiers)},
        "stacking":{"group":"order-discount","mode":"exclusive","priority":100}
        """#

    static func text(fields: String = fields, settings: String = settings, kind: String = "threshold") -> String {
        #"{"code":"dragon-boat-threshold","name":"端午满减","kind":"\#(kind)","fields":[\#(fields)],"settings":{\#(settings)}}"#
    }

    static func template(fields: String = fields, settings: String = settings, version: Int32 = 1) throws -> CampaignTemplate {
        try CampaignTemplate.read(CampaignText.object(text(fields: fields, settings: settings)), version: version)
    }

    static let dates = #""startsAt":"2026-06-10T00:00:00Z","endsAt":"2026-06-22T00:00:00Z""#
    /// What a region says: its name, itself, when, and its share of the template.
    static let region = #"""
        "name":"京城端午","owner":"R-11","template":"dragon-boat-threshold","schedule":{\#(dates)},
        "component":{"tiers":[{"minFen":200000,"offFen":8000},{"minFen":500000,"offFen":25000}]},"budget":{"amountFen":5000000}
        """#

    static func told(_ body: () throws -> Void) throws -> String {
        do {
            try body()
            return ""
        } catch let reason as Reason {
            return reason.faults.told.joined(separator: ", ")
        }
    }
}
