extension ObjectForm {
    /// A day, such as `2026-11-22`, that there is.
    package mutating func optionalCalendarDay(_ name: String) -> CalendarDay? {
        guard let text = optionalText(name, 0...100) else { return nil }
        let day = CalendarDay(text)
        if day == nil { refuse(name, "INVALID_DATE", "\(name) must be a day such as 2026-11-22.") }
        return day
    }
}

extension ObjectForm {
    /// Where a span of time begins: a moment (RFC 3339), or the day in Asia/Shanghai that it begins with.
    /// - Returns: nil when it isn't there or is neither, which is noted.
    package mutating func spanStart(_ name: String) -> Instant? {
        spanEdge(name) { $0.shanghaiMidnight }
    }

    /// Where a span of time ends: a moment that isn't part of it, or its last day in Asia/Shanghai.
    /// - Returns: as `spanStart`.
    package mutating func spanEnd(_ name: String) -> Instant? {
        spanEdge(name) { $0.adding(days: 1).shanghaiMidnight }
    }

    private mutating func spanEdge(_ name: String, _ edge: (CalendarDay) -> Instant) -> Instant? {
        guard let value = required(name), let text = text(name, value, 0...64) else { return nil }
        if let day = CalendarDay(text) { return edge(day) }
        let instant = Instant(rfc3339: text)
        if instant == nil { refuse(name, "INVALID_TIME", "\(name) must be a day such as 2026-11-22, or a time such as 2026-11-22T04:05:06Z.") }
        return instant
    }
}
