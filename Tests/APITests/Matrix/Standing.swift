import Foundation

/// Who stands where in the tree of the matrix, told by codes alone and not by the program's own ids, so that the two can disagree.
///
///     HQ ─┬─ R-11 ─┬─ D-110105 ─┬─ S-110105-001
///         │        │            └─ S-110105-002
///         │        └─ D-110106 ─── S-110106-001
///         └─ R-31 ─── D-310101 ── S-310101-001
enum Kind: String, CaseIterable, Sendable {
    case headquarters, region, distributor, store
}

enum Relation: String, Hashable, Sendable {
    case own, below, above
    /// A sibling, or anything else that is neither above nor below.
    case elsewhere
}

enum Tree {
    static let parents = [
        "R-11": "HQ", "R-31": "HQ", "D-110105": "R-11", "D-110106": "R-11", "D-310101": "R-31", "S-110105-001": "D-110105", "S-110105-002": "D-110105",
        "S-110106-001": "D-110106", "S-310101-001": "D-310101",
    ]
    static let regions = ["R-11", "R-31"]
    static let distributors = ["D-110105", "D-110106", "D-310101"]
    static let stores = ["S-110105-001", "S-110105-002", "S-110106-001", "S-310101-001"]
    static let all = ["HQ"] + regions + distributors + stores
    /// Those that may keep a warehouse.
    static let keepers = ["HQ"] + regions + distributors

    static func kind(_ code: String) -> Kind {
        code == "HQ" ? .headquarters : code.hasPrefix("R-") ? .region : code.hasPrefix("D-") ? .distributor : .store
    }

    /// The node and those above it.
    static func path(_ code: String) -> [String] {
        [code] + (parents[code].map(path) ?? [])
    }

    static func region(_ code: String) -> String? {
        path(code).first { kind($0) == .region }
    }

    /// How something stands to a caller, by whose it is. `HQ to D-110105` is headquarters', and concerns the distributor.
    static func relation(of subject: String, to caller: String) -> Relation {
        let owner = concerned(by: subject)[0]
        if owner == caller { return .own }
        if path(owner).contains(caller) { return .below }
        return path(caller).contains(owner) ? .above : .elsewhere
    }

    /// Whom something belongs to, and whom else it concerns.
    static func concerned(by subject: String) -> [String] {
        subject.components(separatedBy: " to ")
    }
}
