package import Commerce
import Postgres
import Synchronization

/// One unit of work: everything a request writes, in one transaction, under the role that may write for everybody. Use cases are
/// extensions of it; they check the caller's reach themselves and take their locks in the one order that holds everywhere:
/// idempotency keys → campaigns → orders → accounts → stock levels → lots → pool shares → allocations →
/// counters of campaigns → group buys → draw seeds → draws → stores → accounts of a store's member → the store's liability to its members, each by key. A
/// buyer's stored value, points and statements of rebates are touched under its account's lock.
///
/// `Brand.work` begins and ends it. It may be run again after a serialization failure, so a use case keeps nothing outside of it.
package final class Work: Sendable {
    /// The moment of everything written here.
    package let now: Instant
    package let caller: Caller
    package let brand: Brand
    let transaction: Transaction
    private let pending = Mutex(Pending())

    struct Pending {
        var events: [Event] = []
        var changedParts: Set<CatalogPart> = []
        var levels: [BoardRow] = []
        var held: [PoolShareKey: Int64] = [:]
        var freedSKUs: Set<SKUID> = []
    }

    init(brand: Brand, caller: Caller, transaction: Transaction, now: Instant) {
        self.brand = brand
        self.caller = caller
        self.transaction = transaction
        self.now = now
    }

    /// Runs statements in one round trip, inside the transaction.
    func run<each S: Statement>(_ statements: repeat each S) async throws -> (repeat Rows<(each S).Result>) {
        try await transaction.run(repeat each statements)
    }

    func run<S: Statement>(_ statement: S) async throws -> Rows<S.Result> {
        try await transaction.run(statement)
    }

    func newID() async throws -> Int64 {
        try await brand.ids.one(in: transaction)
    }

    /// Puts an event into the outbox, committed with everything else.
    func emit(_ type: EventType, about organization: OrganizationID, _ payload: (inout JSONObjectWriter) -> Void) async throws {
        var json = JSONWriter()
        json.object(payload)
        let event = Event(
            id: try await newID(), type: type, organization: organization, payload: String(decoding: json.bytes, as: UTF8.self))
        pending.withLock { $0.events.append(event) }
    }

    /// This part of the catalogue is written: after the commit, and before anybody is answered, this server reads it again and
    /// the others are told.
    func changed(_ part: CatalogPart) {
        pending.withLock { _ = $0.changedParts.insert(part) }
    }

    /// These levels, and what these distributors hold of pools, are written: the stock board learns them after the commit.
    func stockChanged(_ rows: [BoardRow], held: [PoolShareKey: Int64] = [:]) {
        pending.withLock { pending in
            pending.levels.append(contentsOf: rows)
            pending.held.merge(held) { _, last in last }
        }
    }

    /// Stock of these SKUs became free: before this transaction ends, waiting backorders get it, oldest first.
    func stockFreed(_ skus: some Sequence<SKUID>) {
        pending.withLock { $0.freedSKUs.formUnion(skus) }
    }

    func takePending() -> Pending {
        pending.withLock { state in
            defer { state = Pending() }
            return state
        }
    }

    func takeFreedSKUs() -> Set<SKUID> {
        pending.withLock { state in
            defer { state.freedSKUs = [] }
            return state.freedSKUs
        }
    }
}
