import Configuration
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
    var logLevel: Logger.Level

    /// - Parameters:
    ///   - arguments: flags without the program's and the subcommand's name.
    ///   - more: keys that the subcommand has besides.
    /// - Throws: `SettingsError` naming the flag or key that can't be meant.
    static func read(_ arguments: [String], more: [SettingKey] = []) async throws -> (Settings, ConfigReader) {
        try refuseUnknown(arguments, known: SettingKey.all + more)
        var providers: [any ConfigProvider] = [
            CommandLineArgumentsProvider(arguments: ["tributary"] + arguments), EnvironmentVariablesProvider(),
        ]
        let first = ConfigReader(providers: providers)
        if let file = first.string(forKey: ConfigKey(SettingKey.configFile.name)) {
            do {
                providers.append(try await FileProvider<YAMLSnapshot>(filePath: FilePath(file)))
            } catch {
                throw SettingsError("the configuration file \(file) can't be read: \(error)")
            }
        }
        let reader = ConfigReader(providers: providers)
        return (try Settings(reader), reader)
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
        guard let level = Logger.Level(rawValue: values.text(.logLevel) ?? "info") else {
            throw SettingsError("\(SettingKey.logLevel.flag) takes trace, debug, info, notice, warning, error or critical")
        }
        logLevel = level
        guard (tlsCertificate == nil) == (tlsKey == nil) else {
            throw SettingsError("TLS needs both \(SettingKey.tlsCertificate.flag) and \(SettingKey.tlsKey.flag)")
        }
    }

    static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }

    private static func refuseUnknown(_ arguments: [String], known: [SettingKey]) throws {
        let flags = Set(known.map(\.flag))
        for argument in arguments where argument.hasPrefix("--") {
            let flag = String(argument.prefix { $0 != "=" })
            guard flags.contains(flag) else { throw SettingsError("\(flag) is no setting; --help lists them all") }
        }
    }
}

/// Reads single values, naming the key when one can't be meant.
struct SettingValues {
    let reader: ConfigReader

    func text(_ key: SettingKey) -> String? {
        reader.string(forKey: ConfigKey(key.name)).flatMap { $0.isEmpty ? nil : $0 }
    }

    func number(_ key: SettingKey, _ range: ClosedRange<Int>) throws -> Int? {
        guard let text = text(key) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw SettingsError("\(key.flag) (\(key.environment)) takes a number from \(range.lowerBound) to \(range.upperBound), not \(text)")
        }
        return number
    }

    func yesNo(_ key: SettingKey) throws -> Bool? {
        guard let text = text(key) else { return nil }
        switch text.lowercased() {
        case "yes", "true", "1", "on": return true
        case "no", "false", "0", "off": return false
        default: throw SettingsError("\(key.flag) (\(key.environment)) takes yes or no, not \(text)")
        }
    }
}

/// What the operator wrote that can't be meant; shown as it is.
struct SettingsError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// Where the program was built, which is where `Schemas` and `seed` are unless said otherwise.
enum SourceTree {
    static let root: String = {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        parts.removeLast(4)
        return parts.joined(separator: "/")
    }()
}
