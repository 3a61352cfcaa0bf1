/// A value that can be bound to a parameter in binary format.
///
/// A type of yours conforms by handing on to one of the built-in ones (`postgresType` and `encode` of its raw value); an enumeration with a raw
/// value needs nothing but the name of the protocol.
public protocol PostgresEncodable: Sendable {
    /// The type that the statement is prepared with.
    static var postgresType: PostgresType { get }
    /// Appends the value's binary form.
    /// - Returns: false for NULL, in which case nothing was appended.
    func encode(into writer: inout ValueWriter) -> Bool
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    @inlinable public static var postgresType: PostgresType { Wrapped.postgresType }

    @inlinable public func encode(into writer: inout ValueWriter) -> Bool {
        switch self {
        case .some(let value): value.encode(into: &writer)
        case .none: false
        }
    }
}

extension PostgresEncodable where Self: RawRepresentable, RawValue: PostgresEncodable {
    @inlinable public static var postgresType: PostgresType { RawValue.postgresType }

    @inlinable public func encode(into writer: inout ValueWriter) -> Bool {
        rawValue.encode(into: &writer)
    }
}
