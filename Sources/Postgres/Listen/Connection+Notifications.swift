internal import CLibPQ

extension Connection {
    /// Waits for at least one notification of the channels that this connection listens to.
    func nextNotifications() async throws -> [Notification] {
        if Task.isCancelled { throw PostgresError(kind: .cancelled, message: "cancelled while listening") }
        interrupt.reset()
        return try await withTaskCancellationHandler {
            try awaitNotifications()
        } onCancel: {
            interrupt.request()
        }
    }

    private func awaitNotifications() throws(PostgresError) -> [Notification] {
        while true {
            guard let session, !session.isBad else { throw lost("the connection to the server was lost") }
            let arrived = takeNotifications(from: session)
            if !arrived.isEmpty { return arrived }
            if interrupt.isRequested { throw PostgresError(kind: .cancelled, message: "cancelled while listening") }
            do { try session.awaitInput() } catch { throw lapsed(error, after: nil) }
        }
    }

    private func takeNotifications(from session: Session) -> [Notification] {
        var arrived: [Notification] = []
        while let notify = PQnotifies(session.pointer) {
            arrived.append(
                Notification(
                    channel: String(cString: notify.pointee.relname), payload: String(cString: notify.pointee.extra),
                    processID: notify.pointee.be_pid))
            PQfreemem(notify)
        }
        return arrived
    }
}
