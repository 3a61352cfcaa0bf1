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
/// intake finishes what it accepted, then jobs, then the pools, and the private cluster last.
struct Server: Sendable {
    let brand: Brand
    let services: [any Service]

    /// Loads the demo brand, unless there is a brand. Its statements write whole tables and take as long as they take.
    private static func seed(_ deployment: Deployment) async throws {
        let patient = deployment.writer(size: 1, statementTimeoutMilliseconds: 0)
        do {
            let summary = try await SeedBrand(directory: deployment.settings.seedDirectory).run(database: patient)
            deployment.logger.info(
                "The demo brand is loaded", metadata: ["organizations": "\(summary.organizations)", "stores": "\(summary.stores)", "skus": "\(summary.skus)"])
        } catch is SeedRefusal {
            deployment.logger.debug("There is a brand already")
        } catch {
            await patient.close()
            throw error
        }
        await patient.close()
    }

    static func assemble(_ deployment: Deployment) async throws -> Server {
        let settings = deployment.settings
        let logger = deployment.logger
        let metrics = MetricsRegistry()
        MetricsSystem.bootstrap(metrics)

        let writer = deployment.writer()
        let intake = deployment.intake()
        let request = deployment.request()
        let replica = deployment.replica()
        if settings.seedDemo { try await seed(deployment) }
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
                PatientService(service: application, patience: .seconds(settings.shutdownSeconds), logger: logger),
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
        let idle = TimeAmount.seconds(Int64(settings.idleSeconds))
        guard let certificate = settings.tlsCertificate, let key = settings.tlsKey else {
            return Application(
                responder: gateway, server: .http1(configuration: .init(idleTimeout: idle)), configuration: address, onServerRunning: announce, logger: logger)
        }
        let tls = try tlsConfiguration(certificate: certificate, key: key)
        return Application(
            responder: gateway, server: try .tls(.http1(configuration: .init(idleTimeout: idle)), tlsConfiguration: tls), configuration: address,
            onServerRunning: announce, logger: logger)
    }

    private static func tlsConfiguration(certificate: String, key: String) throws -> TLSConfiguration {
        func reading<T>(_ setting: SettingKey, _ path: String, _ read: () throws -> T) throws -> T {
            do {
                return try read()
            } catch {
                throw SettingsError("\(setting.flag) (\(setting.environment)): \(path) can't be read as PEM: \(error)")
            }
        }
        return TLSConfiguration.makeServerConfiguration(
            certificateChain: try reading(.tlsCertificate, certificate) { try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) } },
            privateKey: .privateKey(try reading(.tlsKey, key) { try NIOSSLPrivateKey(file: key, format: .pem) }))
    }
}
