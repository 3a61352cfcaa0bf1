extension Reason {
    /// One refusal (422) that names every fault. Its code is the faults' own when they agree, otherwise `INVALID_REQUEST`.
    /// - Returns: nil without faults.
    package static func invalid(_ faults: [Fault]) -> Reason? {
        guard let first = faults.first else { return nil }
        let code = faults.allSatisfy { $0.code == first.code } ? first.code : "INVALID_REQUEST"
        let detail = faults.count == 1 ? first.detail : "The request has \(faults.count) faults."
        return Reason(.invalid, code, detail, faults: faults)
    }
}
