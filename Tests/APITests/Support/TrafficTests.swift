@testable import API
import HTTPTypes
import Testing

struct TrafficTests {
    @Test func `a client may send its burst at once and then its rate`() {
        let limiter = RateLimiter(RateLimit(perSecond: 10, burst: 3))
        #expect((0..<3).allSatisfy { _ in limiter.secondsToWait("a", now: 0) == nil })
        #expect(limiter.secondsToWait("a", now: 0) == 1)
        #expect(limiter.secondsToWait("b", now: 0) == nil)
        #expect(limiter.secondsToWait("a", now: 99_999_999) == 1)
        #expect(limiter.secondsToWait("a", now: 100_000_000) == nil)
        #expect(limiter.secondsToWait("a", now: 100_000_000) == 1)
        #expect((0..<3).allSatisfy { _ in limiter.secondsToWait("a", now: 10_000_000_000) == nil })
        #expect(limiter.secondsToWait("a", now: 10_000_000_000) == 1)
    }

    @Test func `the standard limit lets 200 a second through for as long as one likes`() {
        let limiter = RateLimiter(RateLimit())
        let refused = (0..<10_000).filter { limiter.secondsToWait("a", now: Int64($0) * 5_000_000) != nil }
        #expect(refused.isEmpty)
    }

    @Test func `a slow rate tells how long to wait`() {
        let limiter = RateLimiter(RateLimit(perSecond: 1, burst: 1))
        #expect(limiter.secondsToWait("a", now: 0) == nil)
        #expect(limiter.secondsToWait("a", now: 1) == 1)
        // A refused request takes nothing: the wait doesn't grow.
        #expect(limiter.secondsToWait("a", now: 1) == 1)
    }

    @Test(arguments: [
        "", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331", "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01", "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x",
        "0-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    ])
    func `a trace that isn't valid is no trace`(_ header: String) {
        #expect(TraceStep(continuing: header, as: "0000000000000001") == nil)
    }

    @Test func `a trace is continued with a step of its own, also of a later version`() {
        let step = TraceStep(continuing: "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-else", as: "00000000000000ab")
        #expect(step?.parentID == "b7ad6b7169203331")
        #expect(step?.header == "00-0af7651916cd43dd8448eb211c80319c-00000000000000ab-01")
    }

    @Test func `the most literal route is taken, a captured one where it lacks the method`() throws {
        func endpoint(_ method: Endpoint.Method, _ path: String) -> Endpoint { Endpoint(method, path) { _ in .noContent } }
        let table = RouteTable([
            endpoint(.post, "/v1/skus/import"), endpoint(.get, "/v1/skus/{code}"), endpoint(.get, "/v1/skus"), endpoint(.get, "/v1/skus/{code}/prices"),
        ])
        func find(_ method: HTTPRequest.Method, _ path: String) -> String {
            switch table.find(method, path) {
            case .found(let match): match.route.endpoint.label
            case .otherMethods(let methods): methods.map(\.rawValue).joined(separator: ",")
            case .unknown: "unknown"
            }
        }
        #expect(find(.post, "/v1/skus/import") == "POST /v1/skus/import")
        #expect(find(.get, "/v1/skus/import") == "GET /v1/skus/{code}")
        #expect(find(.head, "/v1/skus") == "GET /v1/skus")
        #expect(find(.delete, "/v1/skus/import") == "POST,GET")
        #expect(find(.get, "/v1/skus/import/prices") == "GET /v1/skus/{code}/prices")
        #expect(find(.get, "/v1/skus/") == "unknown")
        #expect(find(.get, "") == "unknown")
        #expect(find(.trace, "/v1/skus") == "GET")
    }

    @Test(arguments: [
        ("a=1&b=2", ["a=1", "b=2"]), ("a=b%3Dc+d&e", ["a=b=c d", "e="]), ("&&a=", ["a="]), ("q=%E9%85%B1", ["q=酱"]), ("q=%zz", ["q=nil"]), ("q=%ff", ["q=nil"]),
        ("q=%4", ["q=nil"]), ("", []),
    ])
    func `forms are decoded`(_ text: String, _ expected: [String]) {
        #expect(FormEncoding.pairs(text).map { "\($0.name)=\($0.value ?? "nil")" } == expected)
    }

    @Test(arguments: [[], [0], [0, 0], [0xFF, 0xFE, 0xFD], [1, 2, 3, 4]] as [[UInt8]])
    func `base64 for URLs goes there and back`(_ bytes: [UInt8]) {
        let text = Base64URL.encoded(bytes)
        #expect(!text.contains { "+/=".contains($0) })
        #expect(Base64URL.decoded(text) == bytes)
    }

    @Test func `a cursor is only one that was given`() {
        #expect(Cursor.decoded(Cursor.encoded("D-110105")) == "D-110105")
        #expect(Cursor.decoded("D-110105!") == nil)
        #expect(Cursor.decoded("RC0xMTAxMDU=") == nil)
        #expect(Cursor.decoded("") == nil)
    }

    @Test func `a description in YAML is served as JSON, in its order and with its types`() throws {
        let yaml = """
            openapi: 3.1.0
            z: {b: 1, a: [1.5, true, null, "true", '7']}
            responses:
              200: {description: "it's fine"}
            """
        #expect(String(decoding: try OpenAPIDocument.json(yaml: yaml), as: UTF8.self) == """
            {"openapi":"3.1.0","z":{"b":1,"a":[1.5,true,null,"true","7"]},"responses":{"200":{"description":"it's fine"}}}
            """)
    }
}
