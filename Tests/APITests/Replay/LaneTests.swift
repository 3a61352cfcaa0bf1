import Glibc
import Testing
@testable import Tributary

struct LaneTests {
    /// A connection whose other end does as it is told.
    private func connection(_ body: (inout Lane, _ other: Int32) throws -> Void) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                #expect(bind(listener, address, length) == 0 && listen(listener, 1) == 0 && getsockname(listener, address, &length) == 0)
            }
            return Int(UInt16(bigEndian: $0.pointee.sin_port))
        }
        var lane = try Lane(host: "127.0.0.1", port: port)
        defer { close(lane.socket) }
        try body(&lane, accept(listener, nil, nil))
    }

    private func answer(_ lane: inout Lane) throws -> Int {
        while true {
            if let answer = try lane.receiveWhole() { return answer.status }
            var wait = pollfd(fd: lane.socket, events: Int16(POLLIN), revents: 0)
            _ = poll(&wait, 1, 1000)
        }
    }

    @Test func `a connection that is reset is an error and no wait`() throws {
        try connection { lane, other in
            var abrupt = linger(l_onoff: 1, l_linger: 0)
            setsockopt(other, SOL_SOCKET, SO_LINGER, &abrupt, socklen_t(MemoryLayout<linger>.size))
            close(other)
            let error = #expect(throws: BrokenLane.self) { try answer(&lane) }
            #expect(error?.description.contains("broke a connection: ") == true)
            #expect(!lane.isReady)
        }
    }

    @Test func `a connection that is closed is an error`() throws {
        try connection { lane, other in
            try lane.send(Array("GET / HTTP/1.1\r\n\r\n".utf8), dueAt: 1)
            shutdown(other, Int32(SHUT_WR))
            #expect(throws: BrokenLane.self) { try answer(&lane) }
            close(other)
        }
    }

    @Test func `a request goes out on a connection that nothing is awaited on`() throws {
        try connection { lane, other in
            #expect(lane.isReady)
            try lane.send(Array("GET / HTTP/1.1\r\n\r\n".utf8), dueAt: 1)
            #expect(!lane.isReady, "one is out")
            for part in ["HTTP/1.1 201 Created\r\nConten", "t-Length: 2\r\n\r\n{", "}"] { #expect(write(other, part, part.utf8.count) == part.utf8.count) }
            #expect(try answer(&lane) == 201)
            #expect(lane.isReady)
            close(other)
        }
    }
}
