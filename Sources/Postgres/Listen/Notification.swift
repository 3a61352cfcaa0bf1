/// What `NOTIFY` sent.
public struct Notification: Hashable, Sendable {
    public let channel: String
    public let payload: String
    /// The server process of the session that sent it.
    public let processID: Int32

    public init(channel: String, payload: String, processID: Int32 = 0) {
        self.channel = channel
        self.payload = payload
        self.processID = processID
    }
}
