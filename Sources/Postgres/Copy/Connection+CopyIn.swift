internal import CLibPQ

extension Connection {
    /// `COPY … FROM STDIN`, fed chunk by chunk; a chunk may end anywhere in a row. What `nextChunk` throws ends the COPY, of which nothing stays
    /// then, and is thrown on.
    /// - Returns: the number of rows.
    public nonisolated(nonsending) func copyIn(_ sql: String, _ nextChunk: () async throws -> [UInt8]?) async throws -> Int {
        try await beginCopy(sql)
        do {
            while let chunk = try await nextChunk() {
                if Task.isCancelled { throw PostgresError(kind: .cancelled, message: "cancelled during COPY") }
                guard try await put(chunk) else { break }
            }
        } catch {
            await abandonCopy()
            throw error
        }
        return try await endCopy()
    }

    private func beginCopy(_ sql: String) throws(PostgresError) {
        interrupt.reset()
        let session = try beginSimple(sql)
        do { try session.awaitResult() } catch { throw lapsed(error, after: nil) }
        guard let result = PQgetResult(session.pointer) else { throw lost(session.message) }
        defer { PQclear(result) }
        if PQresultStatus(result) == PGRES_COPY_IN {
            isCopying = true
            return
        }
        defer { endSimple(session) }
        let failure = PQresultStatus(result) == PGRES_FATAL_ERROR ? PostgresError(result: result, statement: "COPY") : nil
        let (_, second) = try collect(on: session)
        throw failure ?? second ?? PostgresError(kind: .misuse, message: "the SQL isn't COPY … FROM STDIN")
    }

    /// - Returns: false when the server has already refused what came before; `endCopy` tells why.
    private func put(_ chunk: [UInt8]) throws(PostgresError) -> Bool {
        guard let session, isCopying else { throw lost("the connection was closed during COPY") }
        var rest = chunk[...]
        while !rest.isEmpty {
            let piece = rest.prefix(1 << 20)
            let status = piece.withUnsafeBytes { bytes in
                PQputCopyData(session.pointer, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
            }
            if status < 0 { return false }
            // Sent before more is taken, so that memory doesn't grow when the server is slower than the source.
            do { try session.awaitSent() } catch { throw endLapsed(error) }
            if status == 1 { rest = rest.dropFirst(piece.count) }
        }
        return true
    }

    private func endCopy() async throws -> Int {
        interrupt.reset()
        return try await withTaskCancellationHandler {
            try finishCopy(abandoning: nil)
        } onCancel: {
            interrupt.request()
        }
    }

    private func abandonCopy() {
        interrupt.reset()
        _ = try? finishCopy(abandoning: "the source of the data failed")
    }

    private func finishCopy(abandoning reason: String?) throws(PostgresError) -> Int {
        guard let session, isCopying else { throw lost("the connection was closed during COPY") }
        isCopying = false
        defer { endSimple(session) }
        // -1 when the server has ended the COPY by an error, which then is the result.
        _ = PQputCopyEnd(session.pointer, reason)
        let (affected, failure) = try collect(on: session)
        if var failure {
            failure.statement = "COPY"
            metrics.record(failure)
            throw failure
        }
        return affected
    }

    private func endLapsed(_ lapse: Session.Lapse) -> PostgresError {
        isCopying = false
        return lapsed(lapse, after: nil)
    }
}
