extension CalendarDay {
    /// As ISO 8601 writes it: `2026-11-22`.
    package var text: String {
        String(unsafeUninitializedCapacity: 10) { buffer in
            func write(_ number: Int, digits: Int, at start: Int) {
                var rest = number
                for place in stride(from: start + digits - 1, through: start, by: -1) {
                    buffer[place] = UInt8(ascii: "0") + UInt8(rest % 10)
                    rest /= 10
                }
            }
            write(year, digits: 4, at: 0)
            write(month, digits: 2, at: 5)
            write(day, digits: 2, at: 8)
            buffer[4] = UInt8(ascii: "-")
            buffer[7] = UInt8(ascii: "-")
            return 10
        }
    }

    /// - Returns: nil for anything that `text` doesn't write.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            bytes[range].reduce(0) { sum, byte in
                guard let sum, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                return sum * 10 + Int(byte - UInt8(ascii: "0"))
            }
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return nil }
        self.init(year: year, month: month, day: day)
    }

    package func adding(days: Int) -> CalendarDay {
        CalendarDay(daysSince1970: daysSince1970 + days)
    }

    /// How many days it is from this day until `other`; below zero when that has been.
    package func days(until other: CalendarDay) -> Int {
        other.daysSince1970 - daysSince1970
    }
}

extension Instant {
    /// The day it is in Asia/Shanghai.
    package var shanghaiDay: CalendarDay { day(offsetMinutes: Self.shanghaiOffsetMinutes) }
}
