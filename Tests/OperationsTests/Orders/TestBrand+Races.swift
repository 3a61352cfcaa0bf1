import Commerce
import Operations
import TestSupport

extension TestBrand {
    /// What came of doing something so many times at once; an error is an outcome, too.
    static func atOnce<T: Sendable>(_ count: Int, _ body: @escaping @Sendable (Int) async throws -> T) async -> [Result<T, any Error>] {
        await withTaskGroup(of: Result<T, any Error>.self) { group in
            for index in 0..<count {
                group.addTask {
                    do {
                        return .success(try await body(index))
                    } catch {
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// Returns once so many sessions of this brand's database wait for a lock.
    func untilBlocked(_ sessions: Int = 1) async throws {
        while try await count("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") < sessions {
            try Task.checkCancellation()
        }
    }

    /// Returns once so many orders are in the intake.
    func untilUnanswered(_ orders: Int) async throws {
        while await brand.intake.unanswered < orders {
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    /// SQL that locks a distributor's account, as an order of its does.
    func lockingAccount(of code: String) throws -> String {
        "SELECT 1 FROM accounts WHERE organization_id = \(try caller(code).organization.rawValue) FOR UPDATE;"
    }
}

extension Result where Success == TestBrand.Sent {
    /// The order, when one was placed.
    var order: OrderID? { (try? get())?.order }
}
