import Commerce

/// What an order wants: `.wants("A", 10)`.
struct Wish {
    let sku: String
    let units: Int64
    let grams: Int64
    let pack: Int64

    static func wants(_ sku: String, _ units: Int64, grams: Int64 = 1000, pack: Int64 = 1) -> Wish {
        Wish(sku: sku, units: units, grams: grams, pack: pack)
    }
}

/// Who could give it: `.hq("TJ", 120.km, ["A": 6], pool: ["A": 2])`.
struct Place {
    let code: String
    let metres: Int64
    let tier: SourcingTier
    let general: [String: Int64]
    let pool: [String: Int64]
    let eligible: Bool

    static func hq(_ code: String, _ metres: Int64, _ general: [String: Int64], pool: [String: Int64] = [:], eligible: Bool = true) -> Place {
        Place(code: code, metres: metres, tier: .hq, general: general, pool: pool, eligible: eligible)
    }

    static func region(_ code: String, _ metres: Int64, _ general: [String: Int64], eligible: Bool = true) -> Place {
        Place(code: code, metres: metres, tier: .region, general: general, pool: [:], eligible: eligible)
    }

    static func otherRegion(_ code: String, _ metres: Int64, _ general: [String: Int64]) -> Place {
        Place(code: code, metres: metres, tier: .otherRegions, general: general, pool: [:], eligible: true)
    }

    static func own(_ code: String, _ metres: Int64, _ general: [String: Int64]) -> Place {
        Place(code: code, metres: metres, tier: .own, general: general, pool: [:], eligible: true)
    }
}

extension Int {
    /// So many kilometres, in metres.
    var km: Int64 { Int64(self) * 1000 }
}

/// A plan in words: codes of warehouses and SKUs instead of keys.
struct Sourced {
    struct Sent: Equatable {
        let warehouse: String
        let general: [String: Int64]
        let pool: [String: Int64]

        static func from(_ warehouse: String, _ general: [String: Int64], pool: [String: Int64] = [:]) -> Sent {
            Sent(warehouse: warehouse, general: general, pool: pool)
        }
    }

    let plan: SourcingPlan
    let skus: [String]
    let codes: [String]

    var shipments: [Sent] {
        plan.shipments.map { shipment in
            func units(_ stockClass: StockClass) -> [String: Int64] {
                shipment.lines.reduce(into: [:]) { units, line in
                    if line.stockClass == stockClass { units[skus[Int(line.sku)], default: 0] += line.units }
                }
            }
            return .from(codes[Int(shipment.warehouse)], units(.general), pool: units(.pool))
        }
    }

    var missing: [String: Int64] {
        plan.shortfalls.reduce(into: [:]) { $0[skus[Int($1.sku)], default: 0] += $1.units }
    }

    var reasons: [String: ConsideredReason] {
        plan.considered.reduce(into: [:]) { $0[codes[Int($1.warehouse)]] = $1.reason }
    }

    var couldGive: [String: Int64] {
        plan.considered.reduce(into: [:]) { $0[codes[Int($1.warehouse)]] = $1.couldGiveUnits }
    }

    var runnerUp: [String]? { plan.runnerUp?.warehouses.map { codes[Int($0)] } }
}

func problem(_ wishes: [Wish], _ places: [Place]) -> SourcingProblem {
    let skus = wishes.reduce(into: [String]()) { if !$0.contains($1.sku) { $0.append($1.sku) } }
    return SourcingProblem(
        lines: wishes.enumerated().map { line, wish in
            .init(
                line: line, sku: Int32(skus.firstIndex(of: wish.sku) ?? -1), units: wish.units, gramsPerUnit: wish.grams,
                packUnits: wish.pack)
        },
        sources: places.enumerated().map { index, place in
            .init(
                warehouse: Int32(index), code: place.code, distanceMetres: place.metres, eligible: place.eligible, generalTier: place.tier)
        },
        skus: skus.indices.map { Int32($0) }, general: places.flatMap { place in skus.map { place.general[$0] ?? 0 } },
        pool: places.flatMap { place in skus.map { place.pool[$0] ?? 0 } })
}

func source(
    _ wishes: Wish..., from places: Place..., under policy: SourcingPolicy = .standard, nodeBudget: Int = Sourcing.usualNodeBudget
) throws -> Sourced {
    try source(wishes, from: places, under: policy, nodeBudget: nodeBudget)
}

func source(
    _ wishes: [Wish], from places: [Place], under policy: SourcingPolicy = .standard, nodeBudget: Int = Sourcing.usualNodeBudget
) throws -> Sourced {
    let problem = problem(wishes, places)
    return Sourced(
        plan: try Sourcing.plan(problem, under: policy, nodeBudget: nodeBudget),
        skus: wishes.reduce(into: [String]()) { if !$0.contains($1.sku) { $0.append($1.sku) } }, codes: places.map(\.code))
}
