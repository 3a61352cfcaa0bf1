import Commerce
import Foundation

/// The JSON files of a seed: campaigns, each said as the API takes it.
enum SeedDocument {
    /// The files of a folder by name, one object each; none when there is no such folder.
    /// - Throws: `SeedRefusal`: `.unreadable`, `.malformed`.
    static func readAll(_ folder: String, in directory: String) throws -> [(file: String, object: JSONObject)] {
        guard FileManager.default.fileExists(atPath: "\(directory)/\(folder)") else { return [] }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: "\(directory)/\(folder)") else {
            throw SeedRefusal.unreadable(file: folder)
        }
        return try names.filter { $0.hasSuffix(".json") }.sorted().map { name in
            let file = "\(folder)/\(name)"
            guard let data = FileManager.default.contents(atPath: "\(directory)/\(file)") else { throw SeedRefusal.unreadable(file: file) }
            do {
                return (file: file, object: try JSONObject(stored: String(decoding: data, as: UTF8.self)))
            } catch let error as JSONSyntaxError {
                throw SeedRefusal.malformed(file: file, detail: error.reason.detail)
            }
        }
    }
}
