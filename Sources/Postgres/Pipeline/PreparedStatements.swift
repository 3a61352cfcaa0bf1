/// Which statements the server has prepared on one connection. A name is never given twice, so a plan that went stale can't be mistaken for its
/// successor.
struct PreparedStatements {
    struct Entry: Equatable {
        let name: String
        let parameterTypes: [UInt32]
        /// False until the server has confirmed it.
        var isConfirmed = false
    }

    private var entries: [ObjectIdentifier: Entry] = [:]
    private var unconfirmed: [ObjectIdentifier] = []
    private var count = 0

    /// What to execute a statement by.
    /// - Returns: the server's name for it, and whether it has to be prepared first, in the same pipeline.
    mutating func use<Types: Collection>(_ id: ObjectIdentifier, types: Types) -> (entry: Entry, isNew: Bool) where Types.Element == UInt32 {
        if let known = entries[id], known.parameterTypes.elementsEqual(types) { return (known, false) }
        count += 1
        let entry = Entry(name: "s\(count)", parameterTypes: Array(types))
        entries[id] = entry
        unconfirmed.append(id)
        return (entry, true)
    }

    mutating func confirm(_ id: ObjectIdentifier) {
        entries[id]?.isConfirmed = true
    }

    /// After a pipeline: what it didn't get prepared has to be prepared again.
    mutating func dropUnconfirmed() {
        for id in unconfirmed where entries[id]?.isConfirmed == false { entries[id] = nil }
        unconfirmed.removeAll(keepingCapacity: true)
    }

    /// After a change of tables or `DISCARD ALL`: everything has to be prepared again.
    mutating func forgetAll() {
        entries.removeAll()
        unconfirmed.removeAll()
    }
}
