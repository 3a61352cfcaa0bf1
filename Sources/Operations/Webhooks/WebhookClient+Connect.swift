import Commerce

extension WebhookClient {
    /// What the endpoint's owner is told.
    struct Refused: Error {
        let reason: String
    }

    /// Looks up where a webhook goes and checks every address found, each time anew: what was public yesterday may not be today.
    static func connecting(
        to webhook: DueWebhook, _ resolver: HostResolver, allowsPrivate: Bool
    ) async throws -> Result<WebhookClient, Refused> {
        let url: WebhookURL
        do {
            url = try WebhookURL(webhook.url, allowsPrivate: allowsPrivate)
        } catch {
            return .failure(Refused(reason: error.reason.detail))
        }
        let addresses: [NetworkAddress]
        do {
            addresses = try await resolver.addresses(of: url.host)
        } catch is UnknownHost {
            addresses = []
        }
        guard !addresses.isEmpty else { return .failure(Refused(reason: "The name of the host is unknown.")) }
        guard allowsPrivate || addresses.allSatisfy(\.isPublic) else {
            return .failure(Refused(reason: WebhookRefusal.addressNotPublic.reason.detail))
        }
        // Another of them after each failure, so that one that is down doesn't matter.
        return .success(WebhookClient(url: url, address: addresses[Int(webhook.failures) % addresses.count]))
    }
}
