/// A type of the server by its object identifier, fixed for built-in types (`pg_type.dat` of PostgreSQL).
public struct PostgresType: Hashable, Sendable {
    public let oid: UInt32
    /// The type of a one-dimensional array of this type; 0 when there is none.
    public let arrayOID: UInt32

    @inlinable public init(oid: UInt32, arrayOID: UInt32) {
        self.oid = oid
        self.arrayOID = arrayOID
    }

    @inlinable public static var bool: Self { .init(oid: 16, arrayOID: 1000) }
    @inlinable public static var bytea: Self { .init(oid: 17, arrayOID: 1001) }
    @inlinable public static var int8: Self { .init(oid: 20, arrayOID: 1016) }
    @inlinable public static var int2: Self { .init(oid: 21, arrayOID: 1005) }
    @inlinable public static var int4: Self { .init(oid: 23, arrayOID: 1007) }
    @inlinable public static var text: Self { .init(oid: 25, arrayOID: 1009) }
    @inlinable public static var oid: Self { .init(oid: 26, arrayOID: 1028) }
    @inlinable public static var json: Self { .init(oid: 114, arrayOID: 199) }
    @inlinable public static var float4: Self { .init(oid: 700, arrayOID: 1021) }
    @inlinable public static var float8: Self { .init(oid: 701, arrayOID: 1022) }
    @inlinable public static var date: Self { .init(oid: 1082, arrayOID: 1182) }
    @inlinable public static var timestamp: Self { .init(oid: 1114, arrayOID: 1115) }
    @inlinable public static var timestamptz: Self { .init(oid: 1184, arrayOID: 1185) }
    @inlinable public static var numeric: Self { .init(oid: 1700, arrayOID: 1231) }
    @inlinable public static var uuid: Self { .init(oid: 2950, arrayOID: 2951) }
    @inlinable public static var jsonb: Self { .init(oid: 3802, arrayOID: 3807) }
    @inlinable public static var xid8: Self { .init(oid: 5069, arrayOID: 271) }
}
