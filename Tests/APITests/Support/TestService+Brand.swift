import API
import Hummingbird
import HummingbirdTesting
import Logging
import Operations
import TestSupport

extension TestService {
    /// The service over a brand of a draft, with stock, warehouses and balances, its clock standing still, described by the repository's own
    /// document.
    static func serving(
        _ draft: BrandDraft = .small, settings: GatewaySettings = GatewaySettings(rateLimit: nil, allowsDemoCredentials: true),
        _ body: @Sendable (TestService, TestBrand) async throws -> Void
    ) async throws {
        try await TestBrand.with(draft) { brand in
            var logger = Logger(label: "test.service")
            logger.logLevel = .critical
            let readiness = Readiness()
            Readiness.Step.allCases.forEach(readiness.done)
            let gateway = try Gateway(
                brand: brand.brand, settings: settings, metrics: MetricsRegistry(), readiness: readiness,
                openAPI: try OpenAPIFile.text(), logger: logger)
            try await Application(responder: gateway, logger: logger).test(.router) { client in
                try await body(TestService(brand: brand.brand, gateway: gateway, client: client, url: brand.url), brand)
            }
        }
    }
}
