import Postgres

/// Gives a parameter back.
struct Echo<Value: PostgresEncodable & PostgresDecodable & RowDecodable>: Statement {
    static var sql: String { "SELECT $1" }
    typealias Result = Value

    let value: Value

    func bind(_ parameters: inout Parameters) { parameters.append(value) }
}

/// The same for arrays, which aren't rows by themselves.
struct EchoArray<Element: PostgresEncodable & PostgresDecodable>: Statement {
    static var sql: String { "SELECT $1" }

    struct Result: RowDecodable {
        let elements: [Element]

        init(from row: inout RowReader) throws { elements = try row.next() }
    }

    let elements: [Element]

    func bind(_ parameters: inout Parameters) { parameters.append(elements) }
}

/// Needs `items (id int8 PRIMARY KEY, name text, CONSTRAINT items_name_is_set CHECK (name <> ''))`.
struct InsertItem: Statement {
    static let table = """
        CREATE TABLE items (id int8, name text, CONSTRAINT items_key PRIMARY KEY (id), CONSTRAINT items_name_is_set CHECK (name <> ''))
        """
    static let sql = "INSERT INTO items (id, name) VALUES ($1, $2)"

    let id: Int64
    var name: String? = "item"

    func bind(_ parameters: inout Parameters) {
        parameters.append(id)
        parameters.append(name)
    }
}

/// Divides by nothing when it is sent.
struct Fail: Statement {
    static let sql = "SELECT 1 / $1::int"
    typealias Result = Int

    let isNeeded: Bool

    func bind(_ parameters: inout Parameters) { parameters.append(0 as Int32) }
}

struct CountItems: Statement {
    static let sql = "SELECT count(*) FROM items"
    typealias Result = Int
}

struct LockItem: Statement {
    static let sql = "SELECT name FROM items WHERE id = $1 FOR UPDATE"
    typealias Result = String?

    let id: Int64

    func bind(_ parameters: inout Parameters) { parameters.append(id) }
}

struct Sleep: Statement {
    static let sql = "SELECT 1 FROM pg_sleep($1)"
    typealias Result = Int

    let seconds: Double

    func bind(_ parameters: inout Parameters) { parameters.append(seconds) }
}

struct BackendID: Statement {
    static let sql = "SELECT pg_backend_pid()"
    typealias Result = Int
}

struct Terminate: Statement {
    static let sql = "SELECT pg_terminate_backend($1, 5000)"
    typealias Result = Bool

    let backend: Int

    func bind(_ parameters: inout Parameters) { parameters.append(Int32(truncatingIfNeeded: backend)) }
}

/// The processes that wait in `pg_sleep`.
struct Sleepers: Statement {
    static let sql = """
        SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()
        """
    typealias Result = Int
}
