import Commerce
import Testing

struct NetworkAddressTests {
    @Test(arguments: [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254", "169.254.169.254",
        "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.7",
        "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::ffff:127.0.0.1", "::ffff:10.1.2.3", "::ffff:a9fe:a9fe", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1",
        "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1", "2001::1", "2001:db8::1", "2002:7f00:1::1", "3fff::1", "100::1", "5f00::1",
    ])
    func `addresses inside the network aren't public`(text: String) throws {
        #expect(try #require(NetworkAddress(text)).isPublic == false)
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0", "169.253.255.255",
        "172.15.255.255", "172.32.0.0", "192.167.255.255", "198.17.255.255", "198.20.0.0", "223.255.255.255",
        "2001:4860:4860::8888", "2606:4700:4700::1111", "240e::1", "2409:8000::1", "::ffff:8.8.8.8", "64:ff9b::808:808",
    ])
    func `addresses of the internet are public`(text: String) throws {
        #expect(try #require(NetworkAddress(text)).isPublic)
    }

    @Test(arguments: [
        "", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "0x7f.0.0.1", "1.2.3.4 ", "+1.2.3.4", "2130706433", "1..2.3", ":", ":::", "1:2:3",
        "1:2:3:4:5:6:7:8:9", "::1::", "1:2:3:4:5:6:7::8", "12345::", "::g", "fe80::1%eth0", "::1.2.3", "1.2.3.4::", "::+1", "[::1]",
    ])
    func `what is no address isn't read as one`(text: String) {
        #expect(NetworkAddress(text) == nil)
    }

    @Test(arguments: [
        ("::1", "0:0:0:0:0:0:0:1"), ("2001:DB8::8:800:200C:417A", "2001:db8:0:0:8:800:200c:417a"), ("::ffff:1.2.3.4", "0:0:0:0:0:ffff:102:304"),
        ("1::", "1:0:0:0:0:0:0:0"), ("192.168.0.1", "192.168.0.1"),
    ])
    func `an address is written so that it reads the same`(text: String, written: String) throws {
        let address = try #require(NetworkAddress(text))
        #expect(address.description == written)
        #expect(NetworkAddress(written) == address)
    }

    @Test func `bytes in network order are an address`() {
        #expect(NetworkAddress(bytes: [127, 0, 0, 1]) == NetworkAddress("127.0.0.1"))
        #expect(NetworkAddress(bytes: [UInt8](repeating: 0, count: 15) + [1]) == NetworkAddress("::1"))
        #expect(NetworkAddress(bytes: [1, 2, 3]) == nil)
    }
}
