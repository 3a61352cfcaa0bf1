/// Compares the files with what a schema has had, without touching either. Migrations only ever go forward: a file that was applied must still be
/// there, word for word.
struct MigrationPlan: Equatable {
    let pending: [Migration]

    /// - Throws: `MigrationError` naming the first difference: a gap, a number given twice, a file that changed, is missing, or was renamed.
    init(files: [Migration], applied: [Migration]) throws(MigrationError) {
        let files = files.sorted { $0.version < $1.version }, applied = applied.sorted { $0.version < $1.version }
        for (place, file) in files.enumerated() {
            if place > 0, files[place - 1].version == file.version {
                throw MigrationError("two migrations have the number \(file.version): \(files[place - 1].fileName) and \(file.fileName)")
            }
            guard file.version == place + 1 else {
                throw MigrationError("migration \(place + 1) is missing before \(file.fileName)")
            }
        }
        for (place, one) in applied.enumerated() {
            guard one.version == place + 1 else {
                throw MigrationError("the database has had migration \(one.version) but not \(place + 1)")
            }
            guard place < files.count else {
                throw MigrationError("the database has had \(one.fileName), which is not among the files: it belongs to a newer version")
            }
            let file = files[place]
            guard file.name == one.name else {
                throw MigrationError("\(one.fileName) was applied under this name and is now \(file.fileName)")
            }
            guard file.checksum == one.checksum else {
                throw MigrationError("\(file.fileName) was changed after it was applied; put it back and write a new migration instead")
            }
        }
        pending = Array(files.dropFirst(applied.count))
    }
}
