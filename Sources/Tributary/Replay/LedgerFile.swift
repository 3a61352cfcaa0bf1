import Foundation

/// Where the ledger's lines are, and their bytes.
enum LedgerFile {
    /// - Parameter named: what the operator calls the file: a path, or the name of one in the folder. Nil: the folder's own.
    /// - Throws: `SettingsError` when there is none.
    static func path(_ named: String?, in directory: String) throws -> String {
        if let named {
            let candidates = [named, directory + "/" + named]
            guard let found = candidates.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
                throw SettingsError("there is neither \(candidates[0]) nor \(candidates[1])")
            }
            return found
        }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory).sorted() else {
            throw SettingsError("\(directory) is no folder that can be read")
        }
        guard let name = names.first(where: { $0.hasPrefix("order_lines") && ($0.hasSuffix(".csv") || $0.hasSuffix(".csv.xz")) }) else {
            throw SettingsError("\(directory) has no order_lines*.csv or .csv.xz; name one with \(ReplayCommand.orders.flag)")
        }
        return directory + "/" + name
    }

    /// Unpacks by xz what is named so.
    static func bytes(_ path: String) throws -> [UInt8] {
        guard FileManager.default.isReadableFile(atPath: path) else { throw SettingsError("\(path) can't be read") }
        guard path.hasSuffix(".xz") else {
            guard let data = FileManager.default.contents(atPath: path) else { throw SettingsError("\(path) can't be read") }
            return [UInt8](data)
        }
        let unpacked = Process()
        let output = Pipe()
        unpacked.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        unpacked.arguments = ["xz", "-dc", "--", path]
        unpacked.standardOutput = output
        try unpacked.run()
        let bytes = [UInt8](output.fileHandleForReading.readDataToEndOfFile())
        unpacked.waitUntilExit()
        guard unpacked.terminationStatus == 0 else { throw SettingsError("\(path) can't be unpacked by xz") }
        return bytes
    }
}
