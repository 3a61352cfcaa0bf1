internal import CLibPQ
internal import Logging

/// Hands the server's notices to the log at debug level.
final class NoticeLog {
    private let logger: Logger

    init(logger: Logger) { self.logger = logger }

    /// The connection must be finished before the log is released.
    func attach(to connection: OpaquePointer) {
        PQsetNoticeReceiver(
            connection,
            { context, result in
                guard let context, let result else { return }
                Unmanaged<NoticeLog>.fromOpaque(context).takeUnretainedValue().write(result)
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func write(_ result: OpaquePointer) {
        guard logger.logLevel <= .debug, let message = PQresultErrorMessage(result) else { return }
        logger.debug("notice from the server", metadata: ["notice": "\(String(cString: message).trimmed)"])
    }
}
