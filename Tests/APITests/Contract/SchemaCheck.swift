@testable import API
import Commerce

/// Holds a value to a schema of the document, in the part of JSON Schema 2020-12 that the document uses. A keyword that isn't known here is a
/// fault of the schema, so that nothing is passed over in silence.
struct SchemaCheck {
    let document: OpenAPIFile
    private(set) var faults: [String] = []

    init(_ document: OpenAPIFile) {
        self.document = document
    }

    /// What is wrong with the value, each at its place.
    static func faults(of value: JSONValue, against schema: JSONValue, in document: OpenAPIFile, at place: String = "") throws -> [String] {
        var check = SchemaCheck(document)
        try check.hold(value, to: schema, at: place)
        return check.faults
    }

    private static let annotations: Set<String> = ["description", "default", "examples", "example", "title"]

    private mutating func hold(_ value: JSONValue, to schema: JSONValue, at place: String) throws {
        if schema.bool == true { return }
        guard var keywords = schema.object else { return refuse(place, "the schema is no object") }
        if keywords["$ref"] != nil {
            let target = try document.resolved(schema)
            keywords.fields = keywords.fields.filter { $0.name != "$ref" } + target.fields
        }
        for keyword in keywords.fields where !Self.annotations.contains(keyword.name) {
            try hold(value, to: keyword, of: keywords, at: place)
        }
    }

    private mutating func hold(_ value: JSONValue, to keyword: JSONObject.Field, of schema: JSONObject, at place: String) throws {
        let wanted = keyword.value
        switch keyword.name {
        case "type":
            let names = wanted.array?.compactMap(\.text) ?? [wanted.text ?? ""]
            if !names.contains(where: { Self.isOf($0, value) }) { refuse(place, "is no \(names.joined(separator: " or "))") }
        case "enum":
            if wanted.array?.contains(value) != true { refuse(place, "is none of the values") }
        case "const":
            if wanted != value { refuse(place, "is another value") }
        case "not":
            if try Self.faults(of: value, against: wanted, in: document).isEmpty { refuse(place, "is what it must not be") }
        case "oneOf", "anyOf":
            let matching = try (wanted.array ?? []).count { try Self.faults(of: value, against: $0, in: document).isEmpty }
            if keyword.name == "oneOf" ? matching != 1 : matching == 0 { refuse(place, "matches \(matching) of \(keyword.name)") }
        case "minimum", "maximum":
            guard let number = value.double, let bound = wanted.double else { return }
            if keyword.name == "minimum" ? number < bound : number > bound { refuse(place, "is beyond its \(keyword.name)") }
        case "minLength", "maxLength", "pattern", "format":
            if let text = value.text { try hold(text, to: keyword, at: place) }
        case "items", "minItems", "maxItems", "uniqueItems":
            if let items = value.array { try hold(items, to: keyword, at: place) }
        case "properties", "required", "additionalProperties", "dependentRequired", "maxProperties":
            if let object = value.object { try hold(object, to: keyword, of: schema, at: place) }
        default:
            refuse(place, "the schema's \(keyword.name) is not known here")
        }
    }

    private mutating func hold(_ text: String, to keyword: JSONObject.Field, at place: String) throws {
        switch keyword.name {
        case "minLength":
            if text.unicodeScalars.count < keyword.value.integer ?? 0 { refuse(place, "is too short") }
        case "maxLength":
            if text.unicodeScalars.count > keyword.value.integer ?? 0 { refuse(place, "is too long") }
        case "pattern":
            let pattern = try Regex(keyword.value.text ?? "").matchingSemantics(.unicodeScalar)
            if text.firstMatch(of: pattern) == nil { refuse(place, "\(text) doesn't match \(keyword.value.text ?? "")") }
        default:
            if keyword.value.text == "date-time", Instant(rfc3339: text) == nil { refuse(place, "is no time") }
        }
    }

    private mutating func hold(_ items: [JSONValue], to keyword: JSONObject.Field, at place: String) throws {
        switch keyword.name {
        case "items":
            for (index, item) in items.enumerated() { try hold(item, to: keyword.value, at: "\(place)/\(index)") }
        case "minItems":
            if items.count < keyword.value.integer ?? 0 { refuse(place, "has too few elements") }
        case "maxItems":
            if items.count > keyword.value.integer ?? 0 { refuse(place, "has too many elements") }
        default:
            if items.indices.contains(where: { items[..<$0].contains(items[$0]) }) { refuse(place, "has an element twice") }
        }
    }

    private mutating func hold(_ object: JSONObject, to keyword: JSONObject.Field, of schema: JSONObject, at place: String) throws {
        let properties = schema["properties"]?.object ?? JSONObject()
        switch keyword.name {
        case "properties":
            for field in object.fields {
                if let property = properties[field.name] { try hold(field.value, to: property, at: place + "/" + field.name) }
            }
        case "required":
            for name in keyword.value.array?.compactMap(\.text) ?? [] where object[name] == nil { refuse(place, "lacks \(name)") }
        case "additionalProperties":
            for field in object.fields where properties[field.name] == nil {
                if keyword.value.bool == false { refuse(place, "has an undeclared \(field.name)") }
                if keyword.value.object != nil { try hold(field.value, to: keyword.value, at: place + "/" + field.name) }
            }
        case "maxProperties":
            if object.fields.count > keyword.value.integer ?? 0 { refuse(place, "has too many members") }
        default:
            for rule in keyword.value.object?.fields ?? [] where object[rule.name] != nil {
                for name in rule.value.array?.compactMap(\.text) ?? [] where object[name] == nil { refuse(place, "has \(rule.name) but lacks \(name)") }
            }
        }
    }

    private mutating func refuse(_ place: String, _ what: String) {
        faults.append((place.isEmpty ? "/" : place) + " " + what)
    }

    private static func isOf(_ type: String, _ value: JSONValue) -> Bool {
        switch (type, value) {
        case ("null", .null), ("boolean", .bool), ("integer", .integer), ("number", .integer), ("number", .number), ("string", .string),
            ("array", .array), ("object", .object):
            true
        default: false
        }
    }
}
