import Foundation
import Glibc

/// A connection that says what a test wants it to say and no more, as no HTTP client would.
struct SilentClient: Sendable {
    private let handle: FileHandle

    init(port: Int) throws {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0 }
        }
        handle = FileHandle(fileDescriptor: socket, closeOnDealloc: true)
        guard connected else { throw SilentClientFailure(number: errno) }
    }

    func write(_ text: String) throws {
        try handle.write(contentsOf: Data(text.utf8))
    }

    /// Everything that the server says until it closes the connection.
    func readToEnd() async -> String {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let data = (try? handle.readToEnd()) ?? nil
                continuation.resume(returning: String(decoding: data ?? Data(), as: UTF8.self))
            }
        }
    }

    func close() {
        try? handle.close()
    }
}

struct SilentClientFailure: Error {
    let number: Int32
}
