import API
import Commerce
import Hummingbird
import HummingbirdTLS
import Logging
import Metrics
import NIOCore
import NIOSSL
import Operations
import Postgres
import ServiceLifecycle

/// Puts one server together. The services start in this order and end in the reverse: HTTP first, so that nothing new comes in, then the
/// intake finishes what it accepted, then jobs, then the pools.
struct Server: Sendable {
    let brand: Brand
    let services: [any Service]

    static func assemble(_ deployment: Deployment) async throws -> Server {
        let settings = deployment.settings
        let logger = deployment.logger
        let metrics = MetricsRegistry()
        MetricsSystem.bootstrap(metrics)

        let writer = deployment.writer()
        let intake = deployment.intake()
        let request = deployment.request()
        let replica = deployment.replica()
        if settings.seedDemo {
            do {
                let summary = try await SeedBrand(directory: settings.seedDirectory).run(database: writer)
                logger.info("The demo brand is loaded", metadata: ["organizations": "\(summary.organizations)", "skus": "\(summary.skus)"])
            } catch is SeedRefusal {
                logger.debug("There is a brand already")
            }
        }
        let brand = Brand(
            writer: writer, intakeDatabase: intake, request: request, replica: replica, settings: brandSettings(settings), logger: logger)
        let readiness = Readiness()
        readiness.done(.migrationsVerified)
        try await brand.load()
        readiness.done(.snapshotLoaded)

        let gateway = try Gateway(
            brand: brand,
            settings: GatewaySettings(
                rateLimit: settings.rateLimit == 0 ? nil : RateLimit(perSecond: Int64(settings.rateLimit), burst: Int64(settings.rateBurst)),
                allowsDemoCredentials: settings.allowDemo, tokenSeconds: Int64(settings.tokenSeconds)),
            metrics: metrics, readiness: readiness, openAPI: try TextFile.read(settings.schemasDirectory + "/openapi.yaml"), logger: logger)
        let application = try application(gateway, settings, logger)
        // The private cluster first: it is watched over while the server runs, and ends after everything that uses it.
        let databases: [any Service] = (deployment.local.map { [$0] } ?? []) + [writer, intake, request] + (replica.map { [$0] } ?? [])
        let services: [any Service] =
            databases
            + [
                ChangeListener(brand: brand, configuration: deployment.configuration(role: nil, size: 1)),
                Housekeeping(brand: brand),
                WebhookDelivery(brand: brand),
                IntakeService(brand: brand),
                application,
                ReadinessService(readiness: readiness),
            ]
        return Server(brand: brand, services: services)
    }

    private static func brandSettings(_ settings: Settings) -> BrandSettings {
        BrandSettings(
            schema: settings.schema, serverID: String(UInt64.random(in: .min ... .max), radix: 36), intakeQueueLength: settings.queueLength,
            intakeBatchLength: settings.batchLength, intakeWriters: settings.intakeWriters, allowsPrivateWebhooks: settings.privateWebhooks)
    }

    private static func application(_ gateway: Gateway, _ settings: Settings, _ logger: Logger) throws -> any Service {
        let address = ApplicationConfiguration(address: .hostname(settings.httpHost, port: settings.httpPort), serverName: "tributary")
        let scheme = settings.tlsCertificate == nil ? "http" : "https"
        let announce: @Sendable (any Channel) async -> Void = { channel in
            let port = channel.localAddress?.port ?? settings.httpPort
            StandardOutput.write("Tributary listens on \(scheme)://\(settings.httpHost):\(port)\n")
        }
        guard let certificate = settings.tlsCertificate, let key = settings.tlsKey else {
            return Application(responder: gateway, configuration: address, onServerRunning: announce, logger: logger)
        }
        let tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
        return Application(
            responder: gateway, server: try .tls(.http1(), tlsConfiguration: tls), configuration: address, onServerRunning: announce, logger: logger)
    }
}
