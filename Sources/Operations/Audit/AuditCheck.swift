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

    /// Materialized, so that all differences are planned for: a LIMIT that reaches inside has PostgreSQL take a plan that begins soonest, which is
    /// quadratic, though there are none in the end.
    static var sql: String {
        """
        WITH d (key, expected, found) AS MATERIALIZED (\(differences))
        SELECT coalesce(key, '?'), coalesce(expected, 'nothing'), coalesce(found, 'nothing'), count(*) OVER () FROM d
        ORDER BY 1 LIMIT \(shown)
        """
    }
}
