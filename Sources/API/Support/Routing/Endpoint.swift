package import Commerce
package import HTTPTypes

/// One route: what it is called by, who may use it, what it takes, and what it does. Each stands in a file of its own and is listed in
/// the table of its folder, and those in `Endpoints.all`: the router, the access rules and the check against the OpenAPI document
/// all read that one list.
package struct Endpoint: Sendable {
    package enum Access: Equatable, Sendable {
        /// No token is asked for.
        case open
        /// Any signed-in caller; what it sees is bounded by its reach.
        case signedIn
        case permission(Permission)
    }

    /// What the body is, with the largest size taken.
    package enum Body: Equatable, Sendable {
        case none
        case json
        /// `text/csv`.
        case csv
        /// `application/x-www-form-urlencoded`.
        case form

        package var limit: Int {
            switch self {
            case .none, .json: 1 << 20
            case .csv: 32 << 20
            case .form: 64 << 10
            }
        }

        var mediaType: String? {
            switch self {
            case .none: nil
            case .json: "application/json"
            case .csv: "text/csv"
            case .form: "application/x-www-form-urlencoded"
            }
        }
    }

    /// The methods that routes have; HEAD and OPTIONS are answered for each of them.
    package enum Method: String, CaseIterable, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"

        /// - Returns: nil for a method that no route has; HEAD is a GET whose body isn't sent.
        package init?(_ method: HTTPRequest.Method) {
            self.init(rawValue: method == .head ? "GET" : method.rawValue)
        }
    }

    package let method: Method
    /// As in the OpenAPI document: `/v1/orders/{id}`.
    package let path: String
    package let access: Access
    /// Whether it needs an `Idempotency-Key`: it moves stock or money.
    package let keyed: Bool
    package let body: Body
    /// Whether it changes anything; a suspended organisation may not.
    package let writes: Bool
    /// Whether it finishes what was ordered before, which a suspended organisation may too: nobody's goods or money stay on the way for good.
    package let finishes: Bool
    package let handle: @Sendable (Call) async throws -> Answer

    /// For signed-in callers.
    /// - Parameters:
    ///   - permission: nil when every signed-in caller may.
    ///   - takes: JSON for POST, PUT and PATCH unless said otherwise.
    ///   - writes: whether it changes anything; all but GET do unless said otherwise.
    ///   - finishes: whether who is suspended may do it too.
    package init(
        _ method: Method, _ path: String, may permission: Permission? = nil, keyed: Bool = false, takes body: Body? = nil,
        writes: Bool? = nil, finishes: Bool = false, handle: @escaping @Sendable (Call) async throws -> Answer
    ) {
        self.method = method
        self.path = path
        self.access = permission.map { .permission($0) } ?? .signedIn
        self.keyed = keyed
        self.body = body ?? ([.post, .put, .patch].contains(method) ? .json : .none)
        self.writes = writes ?? (method != .get)
        self.finishes = finishes
        self.handle = handle
    }

    /// For anybody.
    package init(
        open method: Method, _ path: String, takes body: Body = .none, handle: @escaping @Sendable (Call) async throws -> Answer
    ) {
        self.method = method
        self.path = path
        self.access = .open
        self.keyed = false
        self.body = body
        self.writes = false
        self.finishes = false
        self.handle = handle
    }
}

/// All routes. A folder adds its table here.
package enum Endpoints {
    package static let all: [Endpoint] = service + organizations + catalog + pricing + orders + shipments + returns + accounts + storedValue + points + events
        + webhooks + stock + sourcing + campaigns + draws + storefronts + storefrontTerms + stores + members + replenishment
}
