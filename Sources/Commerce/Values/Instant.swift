/// A moment in UTC, in whole milliseconds since 1970-01-01T00:00:00Z (leap seconds not counted, as in POSIX).
package struct Instant: Hashable, Comparable, Sendable {
    package let millisecondsSince1970: Int64

    package init(millisecondsSince1970: Int64) {
        self.millisecondsSince1970 = millisecondsSince1970
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.millisecondsSince1970 < right.millisecondsSince1970
    }

    package func adding(minutes: Int64) -> Instant {
        Instant(millisecondsSince1970: millisecondsSince1970 &+ minutes &* 60_000)
    }

    package func adding(days: Int64) -> Instant {
        Instant(millisecondsSince1970: millisecondsSince1970 &+ days &* 86_400_000)
    }
}

/// A day of the proleptic Gregorian calendar.
package struct CalendarDay: Hashable, Comparable, Sendable {
    package let year: Int
    package let month: Int
    package let day: Int

    /// - Returns: nil when there is no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        self.init(year: year, month: month, day: day, unchecked: ())
        guard Self(daysSince1970: daysSince1970) == self else { return nil }
    }

    private init(year: Int, month: Int, day: Int, unchecked: Void) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
    package init(daysSince1970 days: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        self.init(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month, day: dayOfYear - (153 * marchMonth + 2) / 5 + 1,
            unchecked: ())
    }

    /// Howard Hinnant, `days_from_civil`.
    package var daysSince1970: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.daysSince1970 < right.daysSince1970
    }
}

extension Instant {
    /// The day it is at this moment `offsetMinutes` east of Greenwich; Asia/Shanghai is 480, all year since 1991.
    package func day(offsetMinutes: Int64 = 0) -> CalendarDay {
        let local = millisecondsSince1970 &+ offsetMinutes &* 60_000
        return CalendarDay(daysSince1970: Int(local.floorDivided(by: 86_400_000)))
    }

    package static let shanghaiOffsetMinutes: Int64 = 480

    /// RFC 3339 in UTC with milliseconds: `2026-11-22T04:05:06.007Z`.
    package var rfc3339: String {
        String(unsafeUninitializedCapacity: 24) { buffer in
            let day = self.day()
            let rest = millisecondsSince1970 - Int64(day.daysSince1970) * 86_400_000
            var position = 0
            func write(_ number: Int, digits: Int, then separator: UInt8) {
                var value = number
                for place in stride(from: position + digits - 1, through: position, by: -1) {
                    buffer[place] = UInt8(ascii: "0") + UInt8(value % 10)
                    value /= 10
                }
                buffer[position + digits] = separator
                position += digits + 1
            }
            write(day.year, digits: 4, then: UInt8(ascii: "-"))
            write(day.month, digits: 2, then: UInt8(ascii: "-"))
            write(day.day, digits: 2, then: UInt8(ascii: "T"))
            write(Int(rest / 3_600_000), digits: 2, then: UInt8(ascii: ":"))
            write(Int(rest / 60_000 % 60), digits: 2, then: UInt8(ascii: ":"))
            write(Int(rest / 1000 % 60), digits: 2, then: UInt8(ascii: "."))
            write(Int(rest % 1000), digits: 3, then: UInt8(ascii: "Z"))
            return 24
        }
    }

    /// Reads RFC 3339 (`T` and `Z` in either case, any offset, fractions of any length cut to milliseconds).
    /// - Returns: nil for anything else, and for years outside 1 to 9999. A leap second (`:60`) reads as the next second.
    package init?(rfc3339 text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes.count <= 64 else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                value = value * 10 + Int(byte - UInt8(ascii: "0"))
            }
            return value
        }
        guard bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), bytes[10] | 0x20 == UInt8(ascii: "t"),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let year = number(0..<4), let month = number(5..<7), let dayOfMonth = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            let day = CalendarDay(year: year, month: month, day: dayOfMonth), hour < 24, minute < 60, second <= 60
        else { return nil }
        var position = 19
        var milliseconds = 0
        if bytes[position] == UInt8(ascii: ".") {
            let start = position + 1
            position = start
            while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) { position += 1 }
            guard position > start, let shown = number(start..<min(position, start + 3)) else { return nil }
            milliseconds = shown * [100, 10, 1][min(position - start, 3) - 1]
        }
        guard position < bytes.count else { return nil }
        var offset = 0
        switch bytes[position] {
        case UInt8(ascii: "Z"), UInt8(ascii: "z"):
            guard position + 1 == bytes.count else { return nil }
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            guard position + 6 == bytes.count, bytes[position + 3] == UInt8(ascii: ":"),
                let hours = number(position + 1..<position + 3), let minutes = number(position + 4..<position + 6), hours < 24, minutes < 60
            else { return nil }
            offset = (hours * 60 + minutes) * (bytes[position] == UInt8(ascii: "-") ? -1 : 1)
        default:
            return nil
        }
        let seconds = day.daysSince1970 * 86_400 + hour * 3600 + (minute - offset) * 60 + second
        self.init(millisecondsSince1970: Int64(seconds) * 1000 + Int64(milliseconds))
        // An offset can lead out of the years that have four digits.
        guard (1...9999).contains(self.day().year) else { return nil }
    }
}

extension Int64 {
    /// Division that rounds toward minus infinity, so that the day before 1970-01-01 is day −1.
    package func floorDivided(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
