extension Cluster {
    func url(database: String) -> String {
        LocalPostgres.url(socketDirectory: socketDirectory, database: database)
    }
}

extension LocalPostgres {
    /// The libpq URI of a database of a private cluster. The socket's directory stands in the query, where any byte can be written.
    static func url(socketDirectory: String, database: String) -> String {
        "postgresql:///\(escaped(database))?host=\(escaped(socketDirectory))&port=\(SocketDirectory.port)&user=\(ServerFiles.user)"
    }

    /// The address of the cluster that another process (a server) keeps running in `directory`, nil when none is. For programs that look in
    /// from beside: they neither start nor stop it.
    package static func running(in directory: String) -> String? {
        guard let data = try? Files.resolve(directory + "/pg"), case .running(let postmaster) = Postmaster.liveness(of: data), postmaster.isReady else {
            return nil
        }
        return url(socketDirectory: postmaster.socketDirectory, database: Cluster.database)
    }

    private static func escaped(_ text: String) -> String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~".utf8)
        let digits = Array("0123456789ABCDEF".utf8)
        let bytes = text.utf8.flatMap { plain.contains($0) ? [$0] : [UInt8(ascii: "%"), digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
