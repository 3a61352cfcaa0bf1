import HTTPTypes

/// Finds the endpoint of a path, segment by segment; a literal segment goes before a captured one. Where a path is known but not with
/// this method, the methods that it knows are told.
///
/// A captured code may be any word, so that one which is a literal elsewhere is still looked for; an id never is such a word.
struct RouteTable: Sendable {
    struct Match: Sendable {
        let route: Route
        /// The path's segments, as they were sent.
        let segments: [Substring]
    }

    enum Result: Sendable {
        case found(Match)
        case otherMethods([Endpoint.Method])
        case unknown
    }

    private struct Node {
        var literals: [Substring: Int] = [:]
        var capture: Int?
        var capturesIDs = false
        var routes: [Route] = []
    }

    private var nodes = [Node()]
    let routes: [Route]

    /// - Precondition: no two endpoints share method and path.
    init(_ endpoints: [Endpoint]) {
        routes = endpoints.map(Route.init)
        for route in routes { add(route) }
    }

    private mutating func add(_ route: Route) {
        var current = 0
        for segment in Self.segments(of: route.endpoint.path) {
            let isCapture = segment.hasPrefix("{")
            if let next = isCapture ? nodes[current].capture : nodes[current].literals[segment] {
                current = next
                continue
            }
            nodes.append(Node())
            if isCapture { nodes[current].capture = nodes.count - 1 } else { nodes[current].literals[segment] = nodes.count - 1 }
            if segment == "{id}" { nodes[current].capturesIDs = true }
            current = nodes.count - 1
        }
        precondition(!nodes[current].routes.contains { $0.endpoint.method == route.endpoint.method }, "\(route.endpoint.path) is listed twice")
        nodes[current].routes.append(route)
    }

    func find(_ method: HTTPRequest.Method, _ path: String) -> Result {
        let segments = Self.segments(of: path)
        var known: [Endpoint.Method] = []
        if let route = find(Endpoint.Method(method), segments[...], from: 0, known: &known) {
            return .found(Match(route: route, segments: segments))
        }
        return known.isEmpty ? .unknown : .otherMethods(known)
    }

    private func find(
        _ method: Endpoint.Method?, _ rest: ArraySlice<Substring>, from node: Int, known: inout [Endpoint.Method]
    ) -> Route? {
        guard let segment = rest.first else {
            let routes = nodes[node].routes
            if let route = routes.first(where: { $0.endpoint.method == method }) { return route }
            for route in routes where !known.contains(route.endpoint.method) { known.append(route.endpoint.method) }
            return nil
        }
        if let next = nodes[node].literals[segment] {
            if let route = find(method, rest.dropFirst(), from: next, known: &known) { return route }
            if nodes[node].capturesIDs { return nil }
        }
        guard let next = nodes[node].capture, !segment.isEmpty else { return nil }
        return find(method, rest.dropFirst(), from: next, known: &known)
    }

    static func segments(of path: String) -> [Substring] {
        path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    }
}

/// An endpoint in the table, with what is worked out about it once.
struct Route: Sendable {
    let endpoint: Endpoint
    /// Where the named parameters stand among the path's segments.
    let parameters: [(name: String, segment: Int)]

    init(_ endpoint: Endpoint) {
        self.endpoint = endpoint
        parameters = RouteTable.segments(of: endpoint.path).enumerated().compactMap { index, segment in
            segment.hasPrefix("{") ? (String(segment.dropFirst().dropLast()), index) : nil
        }
    }
}
