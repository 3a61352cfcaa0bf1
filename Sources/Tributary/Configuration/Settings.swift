import Configuration
import Foundation
import Logging
import SystemPackage

/// What a deployment says, from flags, the environment and a file, the earlier winning over the later.
struct Settings: Sendable {
    var httpHost: String
    var httpPort: Int
    var tlsCertificate: String?
    var tlsKey: String?
    var databaseURL: String?
    var replicaURL: String?
    var schema: String
    var connections: Int
    var localDirectory: String
    var postgresBin: String?
    var schemasDirectory: String
    var seedDirectory: String
    var seedDemo: Bool
    var allowDemo: Bool
    var rateLimit: Int
    var rateBurst: Int
    var tokenSeconds: Int
    var queueLength: Int
    var batchLength: Int
    var intakeWriters: Int
    var privateWebhooks: Bool
    var idleSeconds: Int
    var shutdownSeconds: Int
    var logLevel: Logger.Level

    static let longestSchema = 63 - "_catalog".utf8.count

    /// - Parameters:
    ///   - arguments: flags without the program's and the subcommand's name.
    ///   - environment: an empty variable counts as one that isn't there.
    ///   - more: keys that the subcommand has besides.
    /// - Throws: `SettingsError` naming the flag or key that can't be meant.
    static func read(
        _ arguments: [String], environment: [String: String] = ProcessInfo.processInfo.environment, more: [SettingKey] = []
    ) async throws -> (Settings, ConfigReader) {
        let keys = more + SettingKey.all
        let flags = try CommandFlags(arguments, known: keys).values
        var providers: [any ConfigProvider] = [
            InMemoryProvider(
                name: "command line",
                values: Dictionary(flags.map { (AbsoluteConfigKey(ConfigKey($0.key)), ConfigValue(.string($0.value), isSecret: false)) }) { first, _ in first }),
            EnvironmentVariablesProvider(environmentVariables: environment.filter { !$0.value.isEmpty }),
        ]
        if let path = SettingValues(reader: ConfigReader(providers: providers)).text(.configFile) {
            providers.append(try await file(path, keys))
        }
        let reader = ConfigReader(providers: providers)
        return (try Settings(reader), reader)
    }

    /// - Throws: `SettingsError` when the file can't be read, or holds a list where one value is meant: the reader would pass over it silently.
    private static func file(_ path: String, _ keys: [SettingKey]) async throws -> any ConfigProvider {
        let provider: FileProvider<YAMLSnapshot>
        do {
            provider = try await FileProvider<YAMLSnapshot>(filePath: FilePath(path))
        } catch {
            throw SettingsError("the configuration file \(path) can't be read: \(error)")
        }
        for key in keys {
            do {
                _ = try provider.value(forKey: AbsoluteConfigKey(ConfigKey(key.name)), type: .string)
            } catch {
                throw SettingsError("\(key.name) in \(path) takes one value (\(key.kind.rawValue)), not a list")
            }
        }
        return provider
    }

    private init(_ reader: ConfigReader) throws {
        let values = SettingValues(reader: reader)
        httpHost = values.text(.httpHost) ?? "127.0.0.1"
        httpPort = try values.number(.httpPort, 0...65_535) ?? 8080
        tlsCertificate = values.text(.tlsCertificate)
        tlsKey = values.text(.tlsKey)
        databaseURL = values.text(.databaseURL)
        replicaURL = values.text(.replicaURL)
        schema = values.text(.schema) ?? "tributary"
        connections = try values.number(.connections, 1...200) ?? 8
        localDirectory = values.text(.localDirectory) ?? ".tributary"
        postgresBin = values.text(.postgresBin)
        schemasDirectory = values.text(.schemasDirectory) ?? SourceTree.root + "/Schemas"
        seedDirectory = values.text(.seedDirectory) ?? SourceTree.root + "/seed"
        seedDemo = try values.yesNo(.seedDemo) ?? (databaseURL == nil)
        allowDemo = try values.yesNo(.allowDemo) ?? Self.isLoopback(httpHost)
        rateLimit = try values.number(.rateLimit, 0...1_000_000) ?? 400
        rateBurst = try values.number(.rateBurst, 1...1_000_000) ?? 800
        tokenSeconds = try values.number(.tokenSeconds, 60...86_400) ?? 3600
        queueLength = try values.number(.queueLength, 1...1_000_000) ?? 2000
        batchLength = try values.number(.batchLength, 1...1000) ?? 64
        intakeWriters = try values.number(.intakeWriters, 1...16) ?? 2
        privateWebhooks = try values.yesNo(.privateWebhooks) ?? false
        idleSeconds = try values.number(.idleSeconds, 1...86_400) ?? 75
        shutdownSeconds = try values.number(.shutdownSeconds, 1...3600) ?? 30
        guard let level = Logger.Level(rawValue: values.text(.logLevel) ?? "info") else {
            throw SettingsError("\(SettingKey.logLevel.flag) takes trace, debug, info, notice, warning, error or critical")
        }
        logLevel = level
        // The schema names the channels of its brand's notifications, `…_catalog` the longest, and a name ends at 63 bytes.
        guard schema.utf8.count <= Self.longestSchema else {
            throw SettingsError("\(SettingKey.schema.flag) (\(SettingKey.schema.environment)) takes a name of at most \(Self.longestSchema) bytes, not \(schema)")
        }
        guard (tlsCertificate == nil) == (tlsKey == nil) else {
            throw SettingsError("TLS needs both \(SettingKey.tlsCertificate.flag) and \(SettingKey.tlsKey.flag)")
        }
    }

    /// `127.example.com` is a name like any other.
    static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || (host.hasPrefix("127.") && host.allSatisfy { $0 == "." || ("0"..."9").contains($0) })
    }
}

/// Where the program was built, which is where `Schemas` and `seed` are unless said otherwise.
enum SourceTree {
    static let root: String = {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        parts.removeLast(4)
        return parts.joined(separator: "/")
    }()
}
