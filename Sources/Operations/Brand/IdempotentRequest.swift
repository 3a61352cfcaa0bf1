import Crypto
package import Commerce
import Postgres

/// A request that must take effect once however often it arrives: who sent it, to which route, under which key, and a digest of its body
/// that tells a retry from another request under the same key.
package struct IdempotentRequest: Hashable, Sendable {
    /// The first 16 bytes of SHA-256 over client, route and key, each ended by a zero byte.
    let key: [UInt8]
    let bodyDigest: [UInt8]

    package init(clientID: String, route: String, key: String, body: [UInt8]) {
        var hash = SHA256()
        for part in [clientID, route, key] {
            hash.update(data: Array(part.utf8))
            hash.update(data: [0])
        }
        self.key = Array(hash.finalize().prefix(16))
        self.bodyDigest = Array(SHA256.hash(data: body))
    }

    /// What the transaction that works on this key holds an advisory lock on.
    var lockKey: Int64 {
        key.prefix(8).reduce(0) { $0 << 8 | Int64($1) }
    }
}

/// Why a keyed request is turned away before anything is tried.
package enum IdempotencyRefusal: Refusal, Equatable {
    case inProgress
    case reused

    package var reason: Reason {
        switch self {
        case .inProgress:
            Reason(.conflict, "IDEMPOTENCY_IN_PROGRESS", "The first request under this Idempotency-Key is still running.")
        case .reused:
            Reason(.invalid, "IDEMPOTENCY_KEY_REUSED", "This Idempotency-Key was used with another request body.")
        }
    }
}

/// Takes the advisory locks of a batch's keys in rising order, without waiting: a key that another transaction works on is named,
/// not waited for. The locks end with the transaction.
struct TryLockKeys: Statement {
    struct Result: RowDecodable {
        let lockKey: Int64
        let locked: Bool
        init(from row: inout RowReader) throws {
            lockKey = try row.next()
            locked = try row.next()
        }
    }
    static let sql = "SELECT k, pg_try_advisory_xact_lock(k) FROM unnest($1::bigint[]) AS k"
    /// Sorted and without repetition.
    let lockKeys: [Int64]

    func bind(_ parameters: inout Parameters) {
        parameters.append(lockKeys)
    }
}

/// What was answered under these keys before. Sent after the locks, in a statement of its own, so that it sees what the
/// transaction that held a lock before has committed.
struct StoredAnswers: Statement {
    struct Result: RowDecodable {
        let key: [UInt8]
        let bodyDigest: [UInt8]
        let answer: StoredAnswer
        init(from row: inout RowReader) throws {
            key = try row.next(Bytes.self).bytes
            bodyDigest = try row.next(Bytes.self).bytes
            answer = StoredAnswer(
                status: Int(try row.next(Int32.self)), location: try row.next(String?.self), body: try row.next(Bytes.self).bytes)
        }
    }
    static let sql = "SELECT key, request_digest, status, location, body FROM idempotency_keys WHERE key = ANY($1::bytea[])"
    let keys: [[UInt8]]

    func bind(_ parameters: inout Parameters) {
        parameters.append(keys.map { Bytes($0) })
    }
}

/// Under the database's time: what is kept for long enough is decided by the same clock, whatever a server's own says.
struct KeepAnswers: Statement {
    static let sql = """
        INSERT INTO idempotency_keys (created_at, key, request_digest, status, location, body)
        SELECT now(), k, d, s, l, b FROM unnest($1::bytea[], $2::bytea[], $3::int[], $4::text[], $5::bytea[]) AS u (k, d, s, l, b)
        """
    let kept: [(request: IdempotentRequest, answer: StoredAnswer)]

    func bind(_ parameters: inout Parameters) {
        parameters.append(kept.map { Bytes($0.request.key) })
        parameters.append(kept.map { Bytes($0.request.bodyDigest) })
        parameters.append(kept.map { Int32($0.answer.status) })
        parameters.append(kept.map(\.answer.location))
        parameters.append(kept.map { Bytes($0.answer.body) })
    }
}
