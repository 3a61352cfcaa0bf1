import Commerce
import HTTPTypes
import Operations

extension Endpoint {
    /// As any list is walked, by `nextCursor` until it is null, and gone on with later: `?after=` the id of the last event seen. (`after` takes a
    /// cursor, too.) `types` are names with commas between them.
    static let listEvents = Endpoint(.get, "/v1/events") { call in
        var query = call.query
        let limit = query.int("limit", PageRequest.limits) ?? PageRequest.standardLimit
        let types = query.eventTypes("types")
        let after = query.feedPlace("after")
        let cursor = query.position("cursor")
        if after != nil, cursor != nil { query.refuse("cursor", "DUPLICATE_KEY", "after and cursor say the same; one is enough.") }
        try query.finish()
        let start = try await after?.position(in: call) ?? cursor ?? .start
        let (items, next) = try await call.brand.events(after: start, limit: limit, types: types, as: call.caller)
        // A part that isn't full ends the feed for now. What comes later is asked for by the last event's id.
        let nextCursor = items.count < limit ? nil : Cursor.encoded(next.text)
        var answer = Answer.ok { json in
            json.object { json in
                json.array("items", items) { json, event in
                    json.field("id", event.id.external)
                    json.field("type", event.type)
                    json.field("at", event.at.rfc3339)
                    json.field("organization", event.organization.text)
                    json.field("data") { $0.value(json: event.data.utf8) }
                }
                json.field("nextCursor", nextCursor)
            }
        }
        if let nextCursor { answer.headers[.link] = "<\(call.path)?\(call.eventsQuery(after: nextCursor))>; rel=\"next\"" }
        return answer
    }
}

/// What `after` may name: an event, or where a part of the feed ended.
private enum FeedPlace {
    case event(ID<EventEntity>)
    case position(EventPosition)

    /// - Throws: 422 `INVALID_CURSOR` for an event that the caller was never shown.
    func position(in call: Call) async throws -> EventPosition {
        switch self {
        case .position(let position): return position
        case .event(let id):
            if let position = try await call.brand.eventPosition(of: id, as: call.caller) { return position }
            let detail = "after names no event of this feed."
            throw Reason(.invalid, "INVALID_CURSOR", detail, faults: [Fault("/after", "INVALID_CURSOR", detail)])
        }
    }
}

extension Call {
    fileprivate func eventsQuery(after cursor: String) -> String {
        let kept = queryText.split(separator: "&").filter { !$0.hasPrefix("after=") && !$0.hasPrefix("cursor=") }
        return (kept + ["after=" + Substring(cursor)]).joined(separator: "&")
    }
}

extension QueryForm {
    fileprivate mutating func feedPlace(_ name: String) -> FeedPlace? {
        if let text = text(name, max: 512), let id = ID<EventEntity>(external: text) { return .event(id) }
        return position(name).map { .position($0) }
    }

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
