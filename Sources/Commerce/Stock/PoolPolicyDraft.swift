/// A pool policy that headquarters wants, checked for itself: rates are shares of the whole, each SKU has one ratio.
package struct PoolPolicyDraft: Equatable, Sendable {
    package static let maxOverrides = 5000
    package static let rates: ClosedRange<Int64> = 0...10_000

    package struct Override: Equatable, Sendable {
        package let sku: Code
        package let ratioBps: Int64

        package init(sku: Code, ratioBps: Int64) {
            self.sku = sku
            self.ratioBps = ratioBps
        }
    }

    package let ratioBps: Int64
    package let perDistributorBps: Int64
    package let overrides: [Override]

    /// - Throws: `PolicyRefusal.faults`, with every fault at its pointer.
    package init(ratioBps: Int64, perDistributorBps: Int64, overrides: [Override]) throws(PolicyRefusal) {
        var faults: [Fault] = []
        func check(_ rate: Int64, _ pointer: String) {
            guard !Self.rates.contains(rate) else { return }
            faults.append(Fault(pointer, "OUT_OF_RANGE", "A rate must be from 0 to 10000."))
        }
        check(ratioBps, "/ratioBps")
        check(perDistributorBps, "/perDistributorBps")
        if overrides.count > Self.maxOverrides {
            faults.append(Fault("/overrides", "OUT_OF_RANGE", "There may be at most \(Self.maxOverrides) overrides."))
        }
        var seen: Set<Code> = []
        for (index, override) in overrides.enumerated() {
            if !seen.insert(override.sku).inserted {
                faults.append(Fault("/overrides/\(index)/sku", "DUPLICATE_SKU", "SKU \(override.sku) has an earlier ratio."))
            }
            check(override.ratioBps, "/overrides/\(index)/ratioBps")
        }
        guard faults.isEmpty else { throw .faults(faults) }
        self.ratioBps = ratioBps
        self.perDistributorBps = perDistributorBps
        self.overrides = overrides
    }
}

/// Why a new version of a policy isn't made.
package enum PolicyRefusal: Refusal, Equatable {
    case faults([Fault])
    case unknownSKUs(overrides: [Int])
    /// The caller wanted to follow another version than the one in force.
    case changedMeanwhile(version: Int)

    package var reason: Reason {
        switch self {
        case .faults(let faults):
            return .invalid(faults) ?? Reason(.invalid, "INVALID_REQUEST", "The policy can't be meant like this.")
        case .unknownSKUs(let overrides):
            let detail = "There is no SKU of this code."
            return Reason(
                .invalid, "UNKNOWN_SKU", detail, faults: overrides.map { Fault("/overrides/\($0)/sku", "UNKNOWN_SKU", detail) })
        case .changedMeanwhile(let version):
            return Reason(
                .conflict, "POLICY_CHANGED", "The policy has been changed meanwhile: version \(version) is in force.",
                figures: [Figure("version", Int64(version))])
        }
    }
}
