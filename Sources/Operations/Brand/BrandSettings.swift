/// The few numbers and names that a deployment may set.
package struct BrandSettings: Sendable {
    /// The schema that the brand lives in; names its notification channels, so that brands in one database don't hear each other.
    package var schema: String
    /// One server among those of the brand, so that it knows its own notifications.
    package var serverID: String
    /// Orders that may wait for the intake; more are turned away at once with 503.
    package var intakeQueueLength: Int
    /// Orders in one transaction at most.
    package var intakeBatchLength: Int
    /// Batches on their way to the database at the same time.
    package var intakeWriters: Int
    /// How long a batch waits for one lock that somebody else holds; then its orders run singly.
    package var intakeLockMilliseconds: Int
    /// Seconds an answer under an idempotency key is kept; 72 hours at least.
    package var idempotencySeconds: Int64
    /// Whether webhooks may go to private and loopback addresses.
    package var allowsPrivateWebhooks: Bool

    package init(
        schema: String = "tributary", serverID: String, intakeQueueLength: Int = 2000, intakeBatchLength: Int = 64,
        intakeWriters: Int = 2, intakeLockMilliseconds: Int = 5_000, idempotencySeconds: Int64 = 96 * 3600, allowsPrivateWebhooks: Bool = false
    ) {
        self.schema = schema
        self.serverID = serverID
        self.intakeQueueLength = intakeQueueLength
        self.intakeBatchLength = intakeBatchLength
        self.intakeWriters = intakeWriters
        self.intakeLockMilliseconds = intakeLockMilliseconds
        self.idempotencySeconds = idempotencySeconds
        self.allowsPrivateWebhooks = allowsPrivateWebhooks
    }

    /// What an order by itself waits for a lock: less, since a whole batch may have to run singly because of one that is stuck.
    var singleLockMilliseconds: Int { max(1, intakeLockMilliseconds / 5) }

    package var catalogChannel: String { schema + "_catalog" }
    package var stockChannel: String { schema + "_stock" }
}

extension BrandSettings {
    /// Settings of the sessions that the order intake writes in. Their statements are always the same few, over arrays of any length: a generic
    /// plan is right for all of them, and planning anew each time would cost more than running them. All go by key, so what would be faster
    /// while a table is still empty (reading it whole) is ruled out: such a plan would stay in use while the table grows.
    package static func intakeSession(lockMilliseconds: Int = 5_000) -> [(String, String)] {
        [
            ("plan_cache_mode", "force_generic_plan"), ("enable_seqscan", "off"), ("enable_hashjoin", "off"), ("enable_mergejoin", "off"),
            ("lock_timeout", String(lockMilliseconds)),
        ]
    }
}
