import Commerce
import Testing

/// Campaigns as JSON text, the way they come in.
enum CampaignText {
    static let schedule = #"{"startsAt":"2026-06-10T00:00:00Z","endsAt":"2026-06-22T00:00:00Z"}"#

    /// A campaign of R-32 that is good as far as its component is.
    /// - Parameter more: further fields, each after a comma.
    static func campaign(_ component: String, schedule: String = schedule, _ more: String = "") -> String {
        #"{"name":"端午","owner":"R-32","component":"# + component + #","schedule":"# + schedule + more + "}"
    }

    static func object(_ text: String) throws -> JSONObject {
        guard case .object(let object) = try JSONParser.parse(Array(text.utf8)) else {
            throw Reason(.unreadable, "MALFORMED_JSON", "no object")
        }
        return object
    }

    static func definition(_ text: String) throws -> CampaignDefinition {
        try CampaignDefinition.read(object(text))
    }

    /// What is wrong with a campaign: `/pointer CODE`, in order; empty when nothing is.
    static func told(_ text: String) throws -> String {
        do {
            _ = try definition(text)
            return ""
        } catch let reason as Reason {
            return reason.faults.told.joined(separator: ", ")
        }
    }

    static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
