package import Commerce
package import HTTPTypes

/// An error as the client sees it: problem details of RFC 9457 with a stable `code`, every fault at its pointer, and the figures a program
/// needs to react. Nothing of what went wrong inside is in it.
package struct Problem: Error, Equatable, Sendable {
    package var status: HTTPResponse.Status
    package var code: String
    package var detail: String
    package var faults: [Fault] = []
    package var figures: [Figure] = []
    /// `Retry-After`, `Allow`, `WWW-Authenticate`.
    package var headers = HTTPFields()

    package init(_ status: HTTPResponse.Status, _ code: String, _ detail: String, headers: HTTPFields = HTTPFields()) {
        self.status = status
        self.code = code
        self.detail = detail
        self.headers = headers
    }

    package init(_ reason: Reason) {
        self.init(Self.status(of: reason.kind), reason.code, reason.detail)
        faults = Array(reason.faults.prefix(FaultList.limit))
        if faults.isEmpty, !reason.figures.isEmpty, status == .conflict || status == .unprocessableContent {
            // A program that reads faults only finds the figures, too: they are of the request as a whole.
            faults = [Fault("", reason.code, reason.detail, figures: reason.figures)]
        }
        figures = reason.figures
        switch reason.kind {
        case .unavailable(let seconds), .tooMany(let seconds): headers[.retryAfter] = String(seconds)
        default: break
        }
    }

    private static func status(of kind: Reason.Kind) -> HTTPResponse.Status {
        switch kind {
        case .invalid: .unprocessableContent
        case .unreadable: .badRequest
        case .conflict: .conflict
        case .forbidden: .forbidden
        case .absent: .notFound
        case .unavailable: .serviceUnavailable
        case .tooMany: .tooManyRequests
        }
    }
}

extension Problem {
    static let mediaType = "application/problem+json"

    /// - Parameter instance: the path of the request.
    func answer(instance: String) -> Answer {
        var headers = headers
        headers[.contentType] = Self.mediaType
        return Answer(status: status, headers: headers, body: body(instance: instance))
    }

    func body(instance: String) -> [UInt8] {
        JSONWriter.object { json in
            json.field("type", "urn:tributary:problem:" + code.lowercased().replacingUnderscores(by: "-"))
            json.field("title", title)
            json.field("status", status.code)
            json.field("detail", detail)
            json.field("instance", instance)
            json.field("code", code)
            json.array("errors", faults) { json, fault in
                json.field("pointer", fault.pointer)
                json.field("code", fault.code)
                json.field("detail", fault.detail)
                for figure in fault.figures { json.field(named: figure.name, figure.value) }
            }
            for figure in figures { json.field(named: figure.name, figure.value) }
        }
    }

    /// The code in words: `OUT_OF_STOCK` is "Out of stock". The same for every occurrence, as RFC 9457 wants it.
    private var title: String {
        let words = code.lowercased().replacingUnderscores(by: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}

extension String {
    fileprivate func replacingUnderscores(by character: Character) -> String {
        String(map { $0 == "_" ? character : $0 })
    }
}
