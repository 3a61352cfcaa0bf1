extension CampaignSchedule {
    /// The field `schedule`: RFC 3339 moments, and windows of the day by the clock of Asia/Shanghai, the only time zone there is.
    static func read(_ form: inout ObjectForm) -> CampaignSchedule? {
        form.object("schedule") { schedule in
            let startsAt = schedule.instantIfGood("startsAt")
            let endsAt = schedule.instantIfGood("endsAt")
            if let startsAt, let endsAt, startsAt >= endsAt {
                schedule.refuse("endsAt", "SCHEDULE_ORDER", "endsAt must be later than startsAt.")
            }
            let windows = DailyWindow.read(&schedule)
            _ = schedule.optionalChoice("timeZone", of: TimeZoneName.self)
            let epoch = Instant(millisecondsSince1970: 0)
            return CampaignSchedule(startsAt: startsAt ?? epoch, endsAt: endsAt ?? epoch, dailyWindows: windows)
        }
    }

    func write(to json: inout JSONObjectWriter) {
        json.field("startsAt", startsAt.rfc3339)
        json.field("endsAt", endsAt.rfc3339)
        json.array("dailyWindows", dailyWindows) { json, window in
            json.field("from", DailyWindow.text(window.fromMinute))
            json.field("to", DailyWindow.text(window.toMinute))
        }
        json.field("timeZone", TimeZoneName.shanghai.rawValue)
    }

    private enum TimeZoneName: String, CaseIterable {
        case shanghai = "Asia/Shanghai"
    }
}

extension CampaignSchedule.DailyWindow {
    /// The field `dailyWindows`: each from one time of the day until just before a later one, none over another. A window over midnight
    /// is written as two.
    static func read(_ form: inout ObjectForm) -> [Self] {
        let windows =
            form.optionalObjects("dailyWindows", 0...24) { window -> (from: Int64?, to: Int64?) in
                let from = time(&window, "from", latest: 1439)
                let to = time(&window, "to", latest: 1440)
                if let from, let to, from >= to { window.refuse("to", "WINDOW_ORDER", "to must be later than from, on the same day.") }
                return (from, to)
            } ?? []
        form.noteFaults(overlaps(windows))
        return windows.map { Self(fromMinute: $0.from ?? 0, toMinute: $0.to ?? 0) }
    }

    private static func overlaps(_ windows: [(from: Int64?, to: Int64?)]) -> [Fault] {
        windows.indices.compactMap { index in
            guard let from = windows[index].from, let to = windows[index].to, from < to else { return nil }
            let meets = windows[..<index].contains { earlier in
                guard let otherFrom = earlier.from, let otherTo = earlier.to, otherFrom < otherTo else { return false }
                return from < otherTo && otherFrom < to
            }
            return meets ? Fault("/dailyWindows/\(index)", "WINDOWS_OVERLAP", "The window lies over an earlier one.") : nil
        }
    }

    /// `HH:MM`; 24:00 is the end of the day.
    private static func time(_ form: inout ObjectForm, _ name: String, latest: Int64) -> Int64? {
        guard form.required(name) != nil, let text = form.optionalText(name, 0...100) else { return nil }
        let bytes = Array(text.utf8)
        let zero = UInt8(ascii: "0")
        let digits = bytes.enumerated().filter { $0.offset != 2 }.map { Int64($0.element) - Int64(zero) }
        if bytes.count == 5, bytes[2] == UInt8(ascii: ":"), digits.allSatisfy({ (0...9).contains($0) }), digits[2] < 6 {
            let minute = (digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3]
            if minute <= latest { return minute }
        }
        form.refuse(name, "INVALID_TIME", "\(name) must be a time of the day such as 19:30.")
        return nil
    }

    static func text(_ minute: Int64) -> String {
        func digits(_ number: Int64) -> String { (number < 10 ? "0" : "") + String(number) }
        return digits(minute / 60) + ":" + digits(minute % 60)
    }
}
