import Logging

/// Logs of the program go to standard error, one line an event.
enum ProgramLog {
    static func logger(_ level: Logger.Level) -> Logger {
        var logger = Logger(label: "tributary") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = level
        return logger
    }
}
