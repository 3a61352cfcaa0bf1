/// The same folder names in every layer, so that a subject is found at the same place in each.
enum FolderRules {
    /// Folders that are a layer's own business and no subject of Commerce.
    static let own: [String: Set<String>] = [
        "Operations": ["Audit", "Brand", "Housekeeping", "Metrics", "Seed", "Snapshot"],
        "API": ["Service", "Support"],
    ]

    /// - Parameter files: all of `Sources`.
    static func findings(in files: [SourceFile]) -> [Finding] {
        let subjects = Set(files.filter { $0.target == "Commerce" && $0.folders.count > 2 }.map { $0.folders[2] })
        return files.compactMap { file in
            guard let own = own[file.target] else { return nil }
            guard file.folders.count > 2 else { return Finding(file, "lies in no folder") }
            let folder = file.folders[2]
            return subjects.contains(folder) || own.contains(folder) ? nil : Finding(file, "folder \(folder) is none of Commerce's")
        }
    }
}
