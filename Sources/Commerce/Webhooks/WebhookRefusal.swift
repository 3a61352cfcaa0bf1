/// Why no webhook goes to a URL.
package enum WebhookRefusal: Refusal, Equatable {
    case unreadable
    case notSecure
    case addressNotPublic
    case tooMany(limit: Int64)

    package var reason: Reason {
        switch self {
        case .unreadable: Self.url("INVALID_URL", "url must be an absolute https URL without user and fragment, in at most 2000 characters.")
        case .notSecure: Self.url("INVALID_URL", "url must be https.")
        case .addressNotPublic: Self.url("ADDRESS_NOT_PUBLIC", "url leads to an address that is not of the public internet.")
        case .tooMany(let limit):
            Reason(.conflict, "TOO_MANY_WEBHOOKS", "An organisation has at most \(limit) webhooks.", figures: [Figure("limit", limit)])
        }
    }

    private static func url(_ code: String, _ detail: String) -> Reason {
        Reason(.invalid, code, detail, faults: [Fault("/url", code, detail)])
    }
}
