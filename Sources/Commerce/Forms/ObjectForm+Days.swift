extension ObjectForm {
    /// A day, such as `2026-11-22`, that there is.
    package mutating func optionalCalendarDay(_ name: String) -> CalendarDay? {
        guard let text = optionalText(name, 0...100) else { return nil }
        let day = CalendarDay(text)
        if day == nil { refuse(name, "INVALID_DATE", "\(name) must be a day such as 2026-11-22.") }
        return day
    }
}
