import Commerce

extension ObjectForm {
    /// Makes a draft of what was read. What it refuses is named together with what the form found, but for places that have a fault
    /// already: a stand-in's faults aren't the request's.
    /// - Throws: one refusal with every fault, when there is any.
    mutating func draft<Draft>(_ make: () throws -> Draft) throws -> Draft {
        let made = Result { try make() }
        if case .failure(let refusal as any Refusal) = made { noteFaults(of: refusal) }
        try finish()
        return try made.get()
    }

    func noteFaults(of refusal: any Refusal) {
        let known = Set(list.faults.map(\.pointer))
        for fault in refusal.reason.faults {
            let pointer = path.pointer + fault.pointer
            guard !known.contains(pointer) else { continue }
            list.add(Fault(pointer, fault.code, fault.detail, figures: fault.figures))
        }
    }
}
