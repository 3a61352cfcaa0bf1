import Commerce
import Logging
import Postgres

/// The campaigns of a seed, made as the API makes them: by their owners' clients, through the approval policy, with
/// a trail and events, in the transaction of the seed.
///
/// Days are counted from the one that is seeded, so that a fresh brand always has campaigns that are on and others that are to come.
struct SeedCampaigns: Sendable {
    private static let folder = "campaigns"

    private let campaigns: [(file: String, entries: [SeedCampaign])]

    /// - Throws: `SeedRefusal`.
    init(directory: String) throws {
        campaigns = try SeedDocument.readAll(Self.folder, in: directory).map { file, object in
            (file: file, entries: try SeedRefusal.explaining(file) { try SeedCampaign.read(object) })
        }
    }

    /// - Returns: how many campaigns were made.
    /// - Throws: `SeedRefusal.malformed` for one that the API would refuse; with it the whole transaction fails.
    func run(in transaction: Transaction, of database: Database, at now: Instant) async throws -> Int {
        let brand = Brand(
            writer: database, request: database, settings: BrandSettings(serverID: "seed"), clock: BrandClock(read: { now.millisecondsSince1970 }),
            logger: Logger(label: "tributary.seed"))
        func work(_ organization: OrganizationID, _ code: Code) -> Work {
            Work(brand: brand, caller: Caller(clientID: code.text, organization: organization, code: code), transaction: transaction, now: now)
        }
        let headquarters = work(.headquarters, Code(stored: "HQ"))
        var events: [Event] = []
        for (file, entries) in campaigns {
            for entry in entries {
                guard let owner = try await headquarters.run(OrganizationIDOfCode(code: entry.owner)).first?.id else {
                    throw SeedRefusal.malformed(file: file, detail: "There is no organisation \(entry.owner).")
                }
                let work = work(owner, entry.owner)
                try await SeedRefusal.explaining(file) { try await entry.make(by: work, approvedBy: headquarters) }
                events += work.takePending().events + headquarters.takePending().events
            }
        }
        if !events.isEmpty { _ = try await transaction.run(InsertEvents(at: now, events: events)) }
        return campaigns.reduce(0) { $0 + $1.entries.count }
    }
}

extension SeedRefusal {
    /// Runs `body`, and has what it refuses say in which file it was found.
    static func explaining<T: Sendable>(_ file: String, _ body: () async throws -> T) async throws -> T {
        do {
            return try await body()
        } catch let refusal as any Refusal where !(refusal is SeedRefusal) {
            throw SeedRefusal(refusal.reason, in: file)
        }
    }

    static func explaining<T>(_ file: String, _ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let refusal as any Refusal where !(refusal is SeedRefusal) {
            throw SeedRefusal(refusal.reason, in: file)
        }
    }

    private init(_ reason: Reason, in file: String) {
        let faults = reason.faults.map { "\($0.pointer) \($0.code)" }.joined(separator: ", ")
        self = .malformed(file: file, detail: faults.isEmpty ? "\(reason.code): \(reason.detail)" : faults)
    }
}
