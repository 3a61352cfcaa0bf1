import Commerce
import Postgres

extension CalendarDay {
    init(_ day: Day) {
        self.init(daysSince1970: Int(day.daysSince1970))
    }
}

extension Day {
    init(_ day: CalendarDay) {
        self.init(daysSince1970: Int32(clamping: day.daysSince1970))
    }
}
