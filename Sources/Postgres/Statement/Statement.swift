/// One SQL statement with its parameters: a type per statement, its values the stored properties.
///
/// It is prepared on a connection when first used there, with the types of its parameters, and stays prepared.
public protocol Statement: Sendable {
    /// One row of the result.
    associatedtype Result: RowDecodable = NoRow
    /// Names the statement in metrics and errors; the type's name by default.
    static var name: String { get }
    /// The same for every value of the type.
    static var sql: String { get }
    /// Appends `$1`, `$2` … in this order. Runs on the connection's thread, so it should only hand over what is there.
    func bind(_ parameters: inout Parameters)
    /// False when it would do nothing and find nothing, as with no rows to insert: then it isn't sent, and its result is empty. True by default.
    var isNeeded: Bool { get }
}

extension Statement {
    public static var name: String { String(describing: Self.self) }

    public func bind(_ parameters: inout Parameters) {}

    public var isNeeded: Bool { true }
}
