/// One configuration key: how it is called in code, in the environment, in a file and as a flag, what it takes, and what it is without.
struct SettingKey: Sendable {
    enum Kind: String, Sendable {
        case text, number, yesNo = "yes/no"
    }

    /// As swift-configuration spells keys: parts in lower camel case, joined by dots.
    let name: String
    let kind: Kind
    /// As `--help` shows it.
    let standard: String
    let meaning: String

    /// `http.port` is `HTTP_PORT`.
    var environment: String {
        words.joined(separator: "_").uppercased()
    }

    /// `http.port` is `--http-port`.
    var flag: String {
        "--" + words.joined(separator: "-")
    }

    private var words: [String] {
        name.split(separator: ".").flatMap { part in
            part.reduce(into: [""]) { words, letter in
                if letter.isUppercase {
                    words.append(letter.lowercased())
                } else {
                    words[words.count - 1].append(letter)
                }
            }
        }
    }
}

extension SettingKey {
    static let configFile = SettingKey(name: "config.file", kind: .text, standard: "none", meaning: "a YAML file with the same keys, nested by their dots")
    static let httpHost = SettingKey(name: "http.host", kind: .text, standard: "127.0.0.1", meaning: "address to listen on")
    static let httpPort = SettingKey(name: "http.port", kind: .number, standard: "8080", meaning: "port to listen on")
    static let tlsCertificate = SettingKey(name: "tls.certificate", kind: .text, standard: "none", meaning: "PEM file of the certificate chain; with it the server speaks TLS only")
    static let tlsKey = SettingKey(name: "tls.privateKey", kind: .text, standard: "none", meaning: "PEM file of the certificate's key")
    static let databaseURL = SettingKey(name: "database.url", kind: .text, standard: "a private cluster", meaning: "PostgreSQL to use, as libpq reads it")
    static let replicaURL = SettingKey(name: "database.replicaUrl", kind: .text, standard: "none", meaning: "a read replica for lists and reports")
    static let schema = SettingKey(name: "database.schema", kind: .text, standard: "tributary", meaning: "the schema the brand lives in")
    static let connections = SettingKey(name: "database.connections", kind: .number, standard: "8", meaning: "connections for reading and as many for writing")
    static let localDirectory = SettingKey(name: "local.directory", kind: .text, standard: ".tributary", meaning: "where the private cluster and other local files live")
    static let postgresBin = SettingKey(name: "postgres.bin", kind: .text, standard: "Debian's directories, then PATH", meaning: "where the private cluster's initdb, pg_ctl and postgres are")
    static let schemasDirectory = SettingKey(name: "schemas.directory", kind: .text, standard: "Schemas of the source tree", meaning: "migrations and openapi.yaml")
    static let seedDirectory = SettingKey(name: "seed.directory", kind: .text, standard: "seed of the source tree", meaning: "the demo brand")
    static let seedDemo = SettingKey(name: "seed.demo", kind: .yesNo, standard: "yes with a private cluster", meaning: "load the demo brand when the schema is empty")
    static let allowDemo = SettingKey(name: "allow.demoCredentials", kind: .yesNo, standard: "yes on loopback, no beyond it", meaning: "let demo secrets sign in though the server listens beyond loopback")
    static let rateLimit = SettingKey(name: "rate.limit", kind: .number, standard: "400", meaning: "requests a second of one client; 0 is no limit")
    static let rateBurst = SettingKey(name: "rate.burst", kind: .number, standard: "800", meaning: "requests a client may send at once")
    static let tokenSeconds = SettingKey(name: "token.seconds", kind: .number, standard: "3600", meaning: "how long an access token is good for")
    static let queueLength = SettingKey(name: "intake.queueLength", kind: .number, standard: "2000", meaning: "orders that may wait; more are answered 503 at once")
    static let batchLength = SettingKey(name: "intake.batchLength", kind: .number, standard: "64", meaning: "orders in one transaction at most")
    static let intakeWriters = SettingKey(name: "intake.writers", kind: .number, standard: "2", meaning: "order transactions at the same time")
    static let privateWebhooks = SettingKey(name: "webhooks.allowPrivate", kind: .yesNo, standard: "no", meaning: "let webhooks go to loopback and private addresses")
    static let idleSeconds = SettingKey(name: "http.idleSeconds", kind: .number, standard: "75", meaning: "how long a connection may say nothing, between requests or in the midst of one")
    static let shutdownSeconds = SettingKey(name: "shutdown.seconds", kind: .number, standard: "30", meaning: "how long requests may take to finish once the server is told to end; the rest is cut off")
    static let logLevel = SettingKey(name: "log.level", kind: .text, standard: "info", meaning: "trace, debug, info, notice, warning, error or critical")

    static let all: [SettingKey] = [
        configFile, httpHost, httpPort, tlsCertificate, tlsKey, databaseURL, replicaURL, schema, connections, localDirectory, postgresBin,
        schemasDirectory, seedDirectory, seedDemo, allowDemo, rateLimit, rateBurst, tokenSeconds, queueLength, batchLength, intakeWriters, privateWebhooks, idleSeconds,
        shutdownSeconds, logLevel,
    ]
}
