import Commerce
import Testing

struct WebhookURLTests {
    @Test(arguments: [
        ("https://example.com", "https://example.com:443/"), ("https://Example.COM/a/b?c=d", "https://example.com:443/a/b?c=d"),
        ("HTTPS://example.com:8443/x%20y", "https://example.com:8443/x%20y"), ("https://example.com?a=1", "https://example.com:443/?a=1"),
        ("https://8.8.8.8/", "https://8.8.8.8:443/"), ("https://[2606:4700::1]:444/h", "https://[2606:4700:0:0:0:0:0:1]:444/h"),
        ("https://xn--fiqs8s.cn/", "https://xn--fiqs8s.cn:443/"),
    ])
    func `a URL is put together again from what was understood`(text: String, understood: String) throws {
        #expect(try WebhookURL(text).description == understood)
    }

    @Test(arguments: [
        "", "example.com", "//example.com", "ftp://example.com", "https://", "https:///path", "https://user@example.com", "https://a:b@example.com",
        "https://example.com#f", "https://exa mple.com", "https://example.com/\r\nHost: x", "https://example.com\\@127.0.0.1/", "https://例子.cn/",
        "https://example.com:0/", "https://example.com:65536/", "https://example.com:/", "https://example.com:+80/", "https://-a.com", "https://a-.com", "https://a..com",
        "https://127.1/", "https://0x7f000001/", "https://2130706433/", "https://0177.0.0.1/", "https://a.0x1/", "https://[::1", "https://[1.2.3.4]/",
        "https://[::1%25lo]/", "https://example.com/%", "https://example.com/%2", "https://example.com/%zz", "https://example.com/[x]", "https://example.com./",
    ])
    func `what readers of URLs could understand in two ways is refused`(text: String) {
        #expect(throws: WebhookRefusal.unreadable) { try WebhookURL(text) }
        #expect(throws: WebhookRefusal.unreadable) { try WebhookURL(text, allowsPrivate: true) }
    }

    @Test(arguments: [
        "https://127.0.0.1/", "https://localhost/", "https://a.LOCALHOST/", "https://10.0.0.1:8080/x", "https://[::1]/", "https://[::ffff:127.0.0.1]/",
        "https://169.254.169.254/latest/meta-data",
    ])
    func `an address inside the network is refused unless allowed`(text: String) throws {
        #expect(throws: WebhookRefusal.addressNotPublic) { try WebhookURL(text) }
        _ = try WebhookURL(text, allowsPrivate: true)
    }

    @Test func `plain text is refused unless allowed`() throws {
        #expect(throws: WebhookRefusal.notSecure) { try WebhookURL("http://example.com/") }
        #expect(try WebhookURL("http://example.com/", allowsPrivate: true).description == "http://example.com:80/")
    }

    @Test func `a URL has at most 2000 characters`() throws {
        let longest = "https://example.com/" + String(repeating: "a", count: 1980)
        _ = try WebhookURL(longest)
        #expect(throws: WebhookRefusal.unreadable) { try WebhookURL(longest + "a") }
    }
}
