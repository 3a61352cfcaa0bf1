extension MovementDraft.Line {
    /// What is wrong with the lot that a line names, and with its dates.
    func lotFaults(kind: MovementKind, at pointer: String) -> [Fault] {
        guard kind == .receipt else {
            return [("productionDate", productionDate), ("bestBefore", bestBefore)].filter { $0.1 != nil }.map { name, _ in
                Fault("\(pointer)/\(name)", "NOT_A_RECEIPT", "Only a receipt says the dates of a lot.")
            }
        }
        var faults: [Fault] = []
        if lot == nil, productionDate != nil || bestBefore != nil {
            faults.append(Fault("\(pointer)/lot", "MISSING", "Dates are those of a lot, which must be named."))
        }
        if productionDate == nil, lot != nil || bestBefore != nil {
            faults.append(Fault("\(pointer)/productionDate", "MISSING", "A lot was made on a day, which must be said."))
        }
        for (name, day) in [("productionDate", productionDate), ("bestBefore", bestBefore)] {
            guard let day, !LotDates.years.contains(day.year) else { continue }
            let years = LotDates.years
            faults.append(Fault("\(pointer)/\(name)", "OUT_OF_RANGE", "\(name) must lie in the years \(years.lowerBound) to \(years.upperBound)."))
        }
        if let productionDate, let bestBefore, bestBefore < productionDate {
            faults.append(Fault("\(pointer)/bestBefore", "OUT_OF_RANGE", "bestBefore must not be before productionDate."))
        }
        return faults
    }
}
