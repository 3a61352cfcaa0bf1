import Commerce
import HTTPTypes
import HTTPTypes
import Operations

extension Endpoint {
    /// `nextCursor` is always there, also on an empty page: `?after=` it asks for what came since. (`?cursor=` is the same, so that
    /// what walks any other list walks this one.) `types` are names with commas between them.
    static let listEvents = Endpoint(.get, "/v1/events") { call in
        var query = call.query
        let limit = query.int("limit", PageRequest.limits) ?? PageRequest.standardLimit
        let types = query.eventTypes("types")
        let after = query.position("after")
        let cursor = query.position("cursor")
        if after != nil, cursor != nil { query.refuse("cursor", "DUPLICATE_KEY", "after and cursor are the same; one is enough.") }
        try query.finish()
        let (items, next) = try await call.brand.events(after: after ?? cursor ?? .start, limit: limit, types: types, as: call.caller)
        var answer = Answer.ok { json in
            json.object { json in
                json.array("items", items) { json, event in
                    json.field("id", event.id.external)
                    json.field("type", event.type)
                    json.field("at", event.at.rfc3339)
                    json.field("organization", event.organization.text)
                    json.field("data") { $0.value(json: event.data.utf8) }
                }
                json.field("nextCursor", Cursor.encoded(next.text))
            }
        }
        answer.headers[.link] = "<\(call.path)?\(call.eventsQuery(after: next))>; rel=\"next\""
        return answer
    }
}

extension Call {
    fileprivate func eventsQuery(after position: EventPosition) -> String {
        let kept = queryText.split(separator: "&").filter { !$0.hasPrefix("after=") && !$0.hasPrefix("cursor=") }
        return (kept + ["after=" + Substring(Cursor.encoded(position.text))]).joined(separator: "&")
    }
}

extension QueryForm {
    fileprivate mutating func position(_ name: String) -> EventPosition? {
        guard let text = text(name, max: 512) else { return nil }
        let position = Cursor.decoded(text).flatMap { EventPosition($0) }
        if position == nil { refuse(name, "INVALID_CURSOR", "\(name) is not one that a part of the feed gave.") }
        return position
    }

    fileprivate mutating func eventTypes(_ name: String) -> [EventType] {
        guard let text = text(name, max: 1000), !text.isEmpty else { return [] }
        return text.split(separator: ",", omittingEmptySubsequences: false).compactMap { word in
            let type = EventType(rawValue: String(word))
            if type == nil { refuse(name, "UNKNOWN_VALUE", "\(name) must be of \(EventType.allCases.map(\.rawValue).joined(separator: ", ")).") }
            return type
        }
    }
}
