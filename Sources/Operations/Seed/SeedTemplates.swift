import Commerce
import Glibc
import Postgres

/// Headquarters' templates of a seed, as they would be posted: an array of them in one JSON file, each in its first version. A brand needs
/// none, so that a directory without the file has none.
struct SeedTemplates: Sendable {
    static let file = "campaign_templates.json"
    let templates: [CampaignTemplate]

    /// - Throws: `SeedRefusal.unreadable` when the file is no such array; `Reason` with every fault of a template's design.
    init(directory: String) throws {
        guard let bytes = try Self.bytes("\(directory)/\(Self.file)") else {
            templates = []
            return
        }
        guard case .array(let values)? = try? JSONParser.parse(bytes) else { throw SeedRefusal.unreadable(file: Self.file) }
        templates = try values.map { value in
            guard case .object(let object) = value else { throw SeedRefusal.unreadable(file: Self.file) }
            return try CampaignTemplate.read(object, version: 1)
        }
    }

    /// - Throws: `CampaignRefusal.places` for a template that names SKUs which aren't there.
    func insert(in transaction: Transaction) async throws {
        guard !templates.isEmpty else { return }
        let known = Set(try await transaction.run(KnownSKUs(codes: templates.reduce(into: []) { $0.formUnion($1.skus) })))
        for template in templates { try template.requireSKUs(known) }
        _ = try await transaction.run(InsertTemplates(templates: templates, at: BrandClock().now(), by: "seed"))
    }

    /// - Returns: nil when there is no such file.
    private static func bytes(_ path: String) throws -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            guard errno == ENOENT else { throw SeedRefusal.unreadable(file: file) }
            return nil
        }
        defer { close(descriptor) }
        var all: [UInt8] = []
        while true {
            var count = 0
            let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, initialized in
                repeat {
                    count = read(descriptor, buffer.baseAddress, buffer.count)
                } while count < 0 && errno == EINTR
                initialized = max(count, 0)
            }
            guard count >= 0 else { throw SeedRefusal.unreadable(file: file) }
            guard count > 0 else { return all }
            all += chunk
        }
    }
}
