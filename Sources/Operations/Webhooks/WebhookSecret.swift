import Crypto
import Foundation
package import Commerce

/// What a receiver checks a webhook's origin with: 32 random bytes, told once, as `whsec_` and base64. Source: Standard Webhooks, "Signature
/// scheme" (24 to 64 bytes).
package struct WebhookSecret: Hashable, Sendable {
    let bytes: [UInt8]

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    static func random() -> WebhookSecret {
        WebhookSecret(bytes: SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) })
    }

    package var text: String {
        "whsec_" + Data(bytes).base64EncodedString()
    }

    /// The value of the header `webhook-signature`: HMAC-SHA256 over id, timestamp and body, joined by dots.
    package func signature(id: String, timestampSeconds: Int64, body: [UInt8]) -> String {
        var code = HMAC<SHA256>(key: SymmetricKey(data: bytes))
        code.update(data: Array("\(id).\(timestampSeconds).".utf8))
        code.update(data: body)
        return "v1," + Data(code.finalize()).base64EncodedString()
    }
}

/// One event as it is sent. Id and body are the same at every attempt, so that a receiver can tell a repetition.
struct WebhookMessage: Sendable {
    let id: String
    let body: [UInt8]

    init(_ event: EventView) {
        id = event.id.external
        body = JSONWriter.object { json in
            json.field("type", event.type)
            json.field("timestamp", event.at.rfc3339)
            json.field("data") { $0.value(json: event.data.utf8) }
        }
    }
}
