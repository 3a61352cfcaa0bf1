import Postgres

/// One rule of the audit, as a query for the rows that break it. It recomputes from ledgers what a row keeps, and never reads what it
/// checks to compute what it expects.
protocol AuditCheck: Statement where Result == AuditRow {
    /// Table and column, as the report names them.
    static var subject: String { get }
    static var rule: String { get }
    /// Three text columns: key, expected, found.
    static var differences: String { get }
    init()
}

struct AuditRow: RowDecodable {
    let difference: AuditReport.Difference
    let total: Int64
    init(from row: inout RowReader) throws {
        difference = AuditReport.Difference(key: try row.next(), expected: try row.next(), found: try row.next())
        total = try row.next()
    }
}

extension AuditCheck {
    typealias Result = AuditRow

    /// As many as somebody reads; the rest is counted.
    static var shown: Int { 50 }

    static var sql: String {
        """
        SELECT coalesce(key, '?'), coalesce(expected, 'nothing'), coalesce(found, 'nothing'), count(*) OVER ()
        FROM (\(differences)) AS d (key, expected, found)
        ORDER BY 1 LIMIT \(shown)
        """
    }
}
