@testable import API
import TestSupport

/// One route, whose things it is about, and what the domain says of that.
struct MatrixRow: Sendable {
    enum About: Sendable {
        /// Nothing that belongs to anybody: only the kind of the caller counts.
        case nobody
        /// Something of each of these organisations, one request each.
        case things([String], Sight)
        /// A list in which something of each of these organisations stands, when the caller sees it; the texts at `field` tell them apart.
        case list([String], Sight, field: String)
        /// Open to all.
        case anybody
    }

    /// What is asked of the service for one subject.
    struct Request: Sendable {
        var path: [String] = []
        var query = ""
        var body: String?
        var mediaType: String?
    }

    let method: TestService.Method
    let path: String
    /// Tells rows of one route apart.
    var variant = ""
    let about: About
    var rights = Rights.everybody
    /// Whether the path names something else, that everybody sees, and the body the subject.
    var isNamedInBody = false
    /// Makes the request for a caller and a subject; for a list, what stands for the subject is in `path`.
    var request: @Sendable (MatrixBrand, _ caller: String, _ subject: String) async throws -> Request = { _, _, _ in Request() }
    /// For a list: what stands for a subject in it.
    var mark: @Sendable (MatrixBrand, _ subject: String) -> String = { _, subject in subject }
    /// Reads an answer in which more than the status tells what came of it.
    var reading: @Sendable (TestAnswer) -> Outcome? = { _ in nil }

    var label: String { method.rawValue.uppercased() + " " + path }
    var name: String { variant.isEmpty ? label : label + ", " + variant }

    /// What the domain says.
    func expected(_ caller: String?, _ subject: String) -> Outcome {
        if case .anybody = about { return .allowed }
        guard let caller else { return .unknownCaller }
        let may = rights[Tree.kind(caller)]
        guard case .things(_, let sight) = about else { return may.isEmpty ? .forbidden : .allowed }
        // What the path names must be seen even to be refused; what a body names isn't read before the role is found wanting.
        guard !may.isEmpty || path.contains("{") && !isNamedInBody else { return .forbidden }
        guard sight.shows(subject, to: caller) else { return .absent }
        return may.contains(Tree.relation(of: subject, to: caller)) ? .allowed : .forbidden
    }

    /// What an answer comes to. A conflict is a matter of what state things are in, which is asked only of whoever may.
    func outcome(_ answer: TestAnswer) -> Outcome {
        if let read = reading(answer) { return read }
        switch answer.status {
        case 200..<300: return .allowed
        case 401: return .unknownCaller
        case 403: return .forbidden
        case 404: return .absent
        case 409 where answer["code"] != "ORGANIZATION_SUSPENDED": return .allowed
        default: return .other(answer.status, answer.text)
        }
    }
}

extension MatrixRow {
    init(_ method: TestService.Method, _ path: String, _ about: About, _ rights: Rights = .everybody) {
        self.method = method
        self.path = path
        self.about = about
        self.rights = rights
    }

    func variant(_ variant: String) -> MatrixRow {
        var row = self
        row.variant = variant
        return row
    }

    /// The subject is in the path.
    func at(_ place: @escaping @Sendable (MatrixBrand, String) -> String = { _, subject in subject }) -> MatrixRow {
        asking { brand, _, subject in Request(path: [place(brand, subject)]) }
    }

    func asking(_ request: @escaping @Sendable (MatrixBrand, String, String) async throws -> Request) -> MatrixRow {
        var row = self
        row.request = request
        return row
    }

    func namedInBody() -> MatrixRow {
        var row = self
        row.isNamedInBody = true
        return row
    }

    func marked(_ mark: @escaping @Sendable (MatrixBrand, String) -> String) -> MatrixRow {
        var row = self
        row.mark = mark
        return row
    }

    func reading(_ reading: @escaping @Sendable (TestAnswer) -> Outcome?) -> MatrixRow {
        var row = self
        row.reading = reading
        return row
    }
}
