/// A metric's or a label's name as Prometheus takes it (`[a-zA-Z_:][a-zA-Z0-9_:]*`, no colon in labels): other characters become `_`.
/// Source: Prometheus, "Data model".
enum MetricName {
    static func metric(_ label: String, suffix: String = "") -> String {
        let name = cleaned(label, allowing: ":")
        return name.hasSuffix(suffix) ? name : name + suffix
    }

    static func label(_ name: String) -> String {
        cleaned(name, allowing: nil)
    }

    private static func cleaned(_ text: String, allowing extra: Character?) -> String {
        var name = ""
        for character in text {
            let isAllowed = character.isASCII && (character.isLetter || character.isNumber) || character == "_" || character == extra
            name.append(isAllowed ? character : "_")
        }
        return name.first.map { $0.isNumber } ?? true ? "_" + name : name
    }
}

/// Labels of one series, written once: `{a="x",b="y"}`, or nothing.
struct MetricLabels: Hashable, Sendable {
    let pairs: [String]

    init(_ dimensions: [(String, String)]) {
        pairs = dimensions.map { "\(MetricName.label($0.0))=\"\(Self.escaped($0.1))\"" }
    }

    func text(adding extra: String? = nil) -> String {
        let all = pairs + (extra.map { [$0] } ?? [])
        return all.isEmpty ? "" : "{" + all.joined(separator: ",") + "}"
    }

    /// Backslash, quote and line feed are escaped (Prometheus, "Text-based format").
    private static func escaped(_ value: String) -> String {
        var text = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": text += #"\\"#
            case "\"": text += #"\""#
            case "\n": text += #"\n"#
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
