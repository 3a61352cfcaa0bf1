/// What a store wants week after week, on a weekday.
package struct StandingOrderDraft: Equatable, Sendable {
    package static let maxLines = 200

    /// ISO: 1 is Monday.
    package let weekday: Int
    package let lines: [OrderDraft.Line]
    package let note: String?

    package init(weekday: Int, lines: [OrderDraft.Line], note: String? = nil) {
        self.weekday = weekday
        self.lines = lines
        self.note = note
    }
}

package enum StandingOrderStatus: String, CaseIterable, Sendable {
    case active, paused, ended
}

extension CalendarDay {
    /// The first day of this weekday after this one.
    package func next(isoWeekday: Int) -> CalendarDay {
        let ahead = (isoWeekday - self.isoWeekday + 7) % 7
        return adding(days: ahead == 0 ? 7 : ahead)
    }
}

/// What may be changed of a standing order; nil leaves a thing as it is.
package struct StandingOrderChange: Equatable, Sendable {
    package let weekday: Int?
    package let lines: [OrderDraft.Line]?
    /// Whether it rests.
    package let paused: Bool?
    /// Whether the next time is left out.
    package let skipNext: Bool?

    package init(weekday: Int? = nil, lines: [OrderDraft.Line]? = nil, paused: Bool? = nil, skipNext: Bool? = nil) {
        self.weekday = weekday
        self.lines = lines
        self.paused = paused
        self.skipNext = skipNext
    }
}

/// Why a standing order isn't changed.
package enum StandingOrderRefusal: Refusal, Equatable {
    case ended

    package var reason: Reason {
        Reason(.conflict, "STANDING_ORDER_ENDED", "The standing order has been ended.")
    }
}
