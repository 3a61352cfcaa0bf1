extension ObjectForm {
    /// Makes a draft of what was read. What it refuses is named together with what the form found, but for places that have a fault
    /// already: a stand-in's faults aren't the request's.
    /// - Throws: one refusal with every fault, when there is any.
    package mutating func draft<Draft>(_ make: () throws -> Draft) throws -> Draft {
        let made = Result { try make() }
        if case .failure(let refusal as any Refusal) = made { noteFaults(of: refusal) }
        try finish()
        return try made.get()
    }

    package func noteFaults(of refusal: any Refusal) {
        noteFaults(refusal.reason.faults)
    }

    /// Notes what a rule found in the values of this form, their pointers relative to it. Where a value, or what it is a part of, has a fault
    /// already, a stand-in was looked at: what is wrong with that isn't the request's.
    package func noteFaults(_ faults: [Fault]) {
        let known = list.pointers
        for fault in faults {
            let pointer = path.pointer + fault.pointer
            guard !Self.isWithin(known, pointer) else { continue }
            list.add(Fault(pointer, fault.code, fault.detail, figures: fault.figures))
        }
    }

    private static func isWithin(_ known: Set<String>, _ pointer: String) -> Bool {
        guard !known.isEmpty else { return false }
        var place = pointer[...]
        while true {
            if known.contains(String(place)) { return true }
            guard let slash = place.lastIndex(of: "/") else { return false }
            place = place[..<slash]
        }
    }
}
