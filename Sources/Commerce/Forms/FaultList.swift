/// The faults of one request, in the order they were found. A body made to be wrong everywhere isn't answered with megabytes: what
/// comes after the first `limit` is only counted.
package final class FaultList {
    package static let limit = 1000

    package private(set) var faults: [Fault] = []
    package private(set) var uncounted = 0

    package var isEmpty: Bool { faults.isEmpty }

    /// Where there are faults.
    package var pointers: Set<String> { Set(faults.map(\.pointer)) }

    package init() {}

    package func add(_ fault: Fault) {
        if faults.count < Self.limit {
            faults.append(fault)
        } else {
            uncounted += 1
        }
    }

    /// One refusal that names every fault. Its code is the faults' own when they agree, otherwise `INVALID_REQUEST`.
    package func finish() throws {
        guard let reason = Reason.invalid(faults) else { return }
        guard uncounted > 0 else { throw reason }
        let more = " The first \(Self.limit) of \(Self.limit + uncounted) faults are named."
        throw Reason(reason.kind, reason.code, reason.detail + more, faults: faults)
    }
}

/// Where a value stands in the document, put together only when a fault needs it.
package indirect enum JSONPath {
    case root
    case field(JSONPath, String)
    case element(JSONPath, Int)

    /// RFC 6901: `~` and `/` of names are escaped.
    package var pointer: String {
        switch self {
        case .root: ""
        case .field(let parent, let name): parent.pointer + "/" + Self.escape(name)
        case .element(let parent, let index): parent.pointer + "/" + String(index)
        }
    }

    private static func escape(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return name }
        var escaped = ""
        for character in name.unicodeScalars {
            switch character {
            case "~": escaped += "~0"
            case "/": escaped += "~1"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}
