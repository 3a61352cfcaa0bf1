/// The weekdays on which a distributor delivers to its stores, in Asia/Shanghai.
package struct DeliveryDays: Equatable, Sendable {
    /// ISO weekdays: 1 is Monday. Empty: every day.
    package let weekdays: Set<Int>

    package init(_ weekdays: some Sequence<Int>) {
        self.weekdays = Set(weekdays)
    }

    /// When something that could be there at `instant` is delivered: then, when that is a delivery day, otherwise at the same time of the next one.
    package func delivery(of instant: Instant) -> Instant {
        guard !weekdays.isEmpty else { return instant }
        let today = instant.shanghaiDay
        for days in 0..<7 where weekdays.contains(today.adding(days: days).isoWeekday) { return instant.adding(days: Int64(days)) }
        return instant
    }
}

extension CalendarDay {
    /// 1 for Monday to 7 for Sunday. The first day of 1970 was a Thursday.
    package var isoWeekday: Int {
        let days = (daysSince1970 + 3) % 7
        return (days < 0 ? days + 7 : days) + 1
    }
}
