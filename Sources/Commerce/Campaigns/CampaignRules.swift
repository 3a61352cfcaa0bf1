/// Rules between the elements of a list, each fault at the element that breaks it. Nil is an element that couldn't be read, which no
/// rule looks at.
enum CampaignRules {
    /// Each value above the one before it.
    static func rising(_ values: [Int64?], at place: (Int) -> String, _ code: String, _ detail: String) -> [Fault] {
        var faults: [Fault] = []
        var last: Int64?
        for (index, value) in values.enumerated() {
            guard let value else { continue }
            if let last, value <= last { faults.append(Fault(place(index), code, detail)) }
            last = value
        }
        return faults
    }

    static func falling(_ values: [Int64?], at place: (Int) -> String, _ code: String, _ detail: String) -> [Fault] {
        rising(values.map { $0.map { -$0 } }, at: place, code, detail)
    }

    /// Weights of what is drawn must come to the whole.
    static func wholeWeight(_ weightsBps: [Int64?], at place: String) -> [Fault] {
        guard !weightsBps.isEmpty, !weightsBps.contains(nil) else { return [] }
        let sum = weightsBps.reduce(0) { $0 + ($1 ?? 0) }
        guard sum != 10_000 else { return [] }
        return [Fault(place, "WEIGHTS_SUM", "The weights must sum to 10000.", figures: [Figure("weightBps", sum)])]
    }
}
