package import Commerce
package import Postgres

extension Instant {
    package init(_ timestamp: Timestamp) {
        self.init(millisecondsSince1970: timestamp.microsecondsSince1970.floorDivided(by: 1000))
    }
}

extension Timestamp {
    package init(_ instant: Instant) {
        self.init(microsecondsSince1970: instant.millisecondsSince1970 * 1000)
    }
}
