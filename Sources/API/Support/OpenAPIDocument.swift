import Commerce
import Yams

/// The API's description, written as YAML and served as JSON, its keys in the order they were written.
package enum OpenAPIDocument {
    /// - Throws: when the text is no YAML, or holds what JSON can't.
    package static func json(yaml: String) throws -> [UInt8] {
        guard let root = try Yams.compose(yaml: yaml) else { throw YamlError.emitter(problem: "the document is empty") }
        var json = JSONWriter(capacity: yaml.utf8.count)
        write(root, to: &json)
        return json.bytes
    }

    private static func write(_ node: Node, to json: inout JSONWriter) {
        switch node {
        case .mapping(let mapping):
            json.object { json in
                for (key, value) in mapping {
                    json.field(named: key.string ?? "") { write(value, to: &$0) }
                }
            }
        case .sequence(let sequence):
            json.array { json in
                for value in sequence { json.element { write(value, to: &$0) } }
            }
        case .scalar, .alias:
            writeScalar(node, to: &json)
        }
    }

    /// Numbers go through as they are written; what only looks like one because it is quoted stays text.
    private static func writeScalar(_ node: Node, to json: inout JSONWriter) {
        if let bool = node.bool, node.tag == Tag(.bool) {
            json.value(bool)
        } else if let int = node.int, node.tag == Tag(.int) {
            json.value(Int64(int))
        } else if node.tag == Tag(.float), let text = node.scalar?.string, case .number? = try? JSONParser.parse(Array(text.utf8)) {
            json.value(json: text.utf8)
        } else if node.null != nil, node.tag == Tag(.null) {
            json.null()
        } else {
            json.value(node.string ?? "")
        }
    }
}
