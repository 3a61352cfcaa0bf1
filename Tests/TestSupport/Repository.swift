/// Where the files of this repository are that tests read.
package enum Repository {
    /// The root, found from this file's own place in it.
    package static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()

    package static var migrations: String { root + "/Schemas/migrations" }
    package static var schemas: String { root + "/Schemas" }
    package static var seed: String { root + "/seed" }
}
