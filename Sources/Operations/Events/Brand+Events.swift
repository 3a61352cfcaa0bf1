package import Commerce

extension Brand {
    /// What happened within the caller's reach, in commit order.
    ///
    /// - Parameters:
    ///   - position: after this; what an earlier part of the feed ended with.
    ///   - limit: 1 to 200.
    ///   - types: only these; empty for all.
    /// - Returns: up to `limit` events, and the position to go on from, also when there are none: what a caller may not see doesn't keep
    ///   it from moving on.
    package func events(
        after position: EventPosition, limit: Int, types: [EventType] = [], as caller: Caller
    ) async throws -> (items: [EventView], next: EventPosition) {
        let rows = try await read(
            as: caller,
            ReadEvents(after: position, reach: caller.organization.reach, types: types.map(\.rawValue), limit: Int64(limit)))
        return rows.part(after: position, limit: limit)
    }
}

/// One event as its readers see it.
package struct EventView: Equatable, Sendable {
    package let id: ID<EventEntity>
    package let position: EventPosition
    package let type: String
    package let at: Instant
    /// Who it is about.
    package let organization: Code
    /// JSON.
    package let data: String
}
