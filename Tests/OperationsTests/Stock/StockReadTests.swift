import Commerce
import Operations
import Testing

struct StockReadTests {
    @Test func `whole rows below, free quantities of what is published, nothing beside`() async throws {
        try await StockBrand.with { house in
            try await house.move(.receipt, ["A": 1000])
            try await house.move(.transfer, ["A": 10], to: "RW-11")
            try await house.move(.transfer, ["A": 20], to: "RW-31")
            try await house.move(.transfer, ["A": 30], to: "DW-1")
            try await house.move(.transfer, ["A": 40], to: "DW-3")
            #expect(try await house.stock(as: StockBrand.headquarters) == ["DW-1/A 30", "DW-3/A 40", "RW-11/A 10", "RW-31/A 20", "WH-1/A 900"])
            #expect(try await house.stock(as: StockBrand.region) == ["DW-1/A 30", "RW-11/A 10", "WH-1/A 630+270"])
            #expect(try await house.stock(as: StockBrand.first) == ["DW-1/A 30", "RW-11/A 10+0", "WH-1/A 630+270"])
            #expect(try await house.stock(as: StockBrand.second) == ["RW-11/A 10+0", "WH-1/A 630+270"])
            #expect(try await house.stock(as: StockBrand.store) == ["RW-11/A 10+0", "WH-1/A 630+270"])
            #expect(try await house.stock("RW-31", as: StockBrand.region) == [])
            #expect(try await house.stock("NONE", as: StockBrand.headquarters) == [])
            #expect(try await house.stock(nil, "NONE", as: StockBrand.headquarters) == [])
        }
    }

    @Test func `pages of stock follow each other without gap or repetition`() async throws {
        try await StockBrand.with { house in
            try await house.move(.receipt, ["A": 10, "B": 10])
            try await house.move(.receipt, ["A": 10, "B": 10], at: "WH-2")
            try await house.move(.transfer, ["A": 1, "B": 1], to: "RW-11")
            var seen: [String] = []
            var after: String?
            repeat {
                let page = try await house.brand.stock(
                    warehouse: nil, sku: nil, PageRequest(limit: 1, after: after), as: StockBrand.headquarters)
                seen += page.items.map { "\($0.warehouse)/\($0.sku)" }
                after = page.next
            } while after != nil
            #expect(seen == ["RW-11/A", "RW-11/B", "WH-1/A", "WH-1/B", "WH-2/A", "WH-2/B"])
            for cursor in ["WH-1", "WH-1/A/B", "/", "a b/c"] {
                await #expect(throws: PageRequest.invalidCursor) {
                    try await house.brand.stock(warehouse: nil, sku: nil, PageRequest(after: cursor), as: StockBrand.headquarters)
                }
            }
        }
    }

    @Test(arguments: [
        (StockBrand.headquarters, ["DW-1", "DW-2", "DW-3", "RW-11", "RW-31", "WH-1", "WH-2"]),
        (StockBrand.region, ["DW-1", "DW-2", "RW-11", "WH-1", "WH-2"]),
        (StockBrand.first, ["DW-1", "DW-2", "RW-11", "WH-1", "WH-2"]),
        (StockBrand.second, ["RW-11", "WH-1", "WH-2"]),
        (StockBrand.elsewhere, ["DW-3", "RW-31", "WH-1", "WH-2"]),
        (StockBrand.store, ["RW-11", "WH-1", "WH-2"]),
    ])
    func `a caller sees its own warehouses, those below and those published to it`(_ caller: Caller, _ codes: [String]) async throws {
        try await StockBrand.with { house in
            let page = try await house.brand.warehouses(PageRequest(limit: 200), as: caller)
            #expect(page.items.map(\.code.text) == codes)
            for warehouse in page.items {
                #expect(warehouse.organization.text == ["WH": "HQ", "RW": "R-" + warehouse.code.text.suffix(2), "DW": warehouse.code.text == "DW-3" ? "D-3" : "D-1"][String(warehouse.code.text.prefix(2))])
                #expect(try await house.brand.warehouse(warehouse.code, as: caller) == warehouse)
            }
            let hidden = try #require(Set(["DW-1", "DW-3", "RW-31", "NONE"]).subtracting(codes).min())
            await #expect(throws: Reason.absent("warehouse")) { try await house.brand.warehouse(Code(stored: hidden), as: caller) }
        }
    }

    struct Opening: CustomTestStringConvertible {
        let who: Caller
        var code = "NEW"
        var owner: String?
        /// The kind it becomes, or the code it is refused with.
        let result: String
        var testDescription: String { "\(who.code) opens \(code) for \(owner ?? "itself")" }
    }

    @Test(arguments: [
        Opening(who: StockBrand.headquarters, result: "hq"),
        Opening(who: StockBrand.headquarters, owner: "R-31", result: "region"),
        Opening(who: StockBrand.headquarters, owner: "D-2", result: "distributor"),
        Opening(who: StockBrand.headquarters, owner: "S-1", result: "WRONG_KIND"),
        Opening(who: StockBrand.headquarters, owner: "NONE", result: "NOT_FOUND"),
        Opening(who: StockBrand.headquarters, code: "DW-1", result: "CODE_TAKEN"),
        Opening(who: StockBrand.region, result: "region"),
        Opening(who: StockBrand.region, owner: "D-1", result: "distributor"),
        Opening(who: StockBrand.region, owner: "D-3", result: "NOT_FOUND"),
        Opening(who: StockBrand.region, owner: "HQ", result: "NOT_FOUND"),
        Opening(who: StockBrand.first, result: "distributor"),
        Opening(who: StockBrand.first, owner: "D-2", result: "NOT_FOUND"),
    ])
    func `a warehouse is opened for oneself or below, and is of its owner's kind`(_ opening: Opening) async throws {
        try await StockBrand.with { house in
            let draft = WarehouseDraft(
                code: Code(stored: opening.code), name: "新仓", organization: opening.owner.map { Code(stored: $0) },
                place: Coordinates(storedLatitudeE6: 39_900_000, longitudeE6: 116_400_000))
            do {
                let opened = try await house.brand.work(for: opening.who) { try await $0.addWarehouse(draft) }
                #expect(opened.kind.rawValue == opening.result)
                #expect(try await house.brand.warehouse(opened.code, as: opening.who) == opened)
                #expect(house.brand.catalog.current.warehouses[opened.code]?.kind == opened.kind)
            } catch let refusal as any Refusal {
                #expect(refusal.reason.code == opening.result)
            }
        }
    }

    @Test func `safety stock comes off what everyone may take, and is its owner's to set`() async throws {
        try await StockBrand.with { house in
            func set(_ units: Int64, _ sku: String, _ warehouse: String, by caller: Caller) async throws -> StockView {
                try await house.brand.work(for: caller) { try await $0.setSafetyStock(units, of: Code(stored: sku), in: Code(stored: warehouse)) }
            }
            try await house.move(.receipt, ["A": 100])
            #expect(try await set(20, "A", "WH-1", by: StockBrand.headquarters).generalFree == 50)
            #expect(try await house.order(["A": 57]) == "OUT_OF_STOCK")
            // Before any was received.
            #expect(try await set(5, "B", "RW-11", by: StockBrand.region).books?.safetyStock == 5)
            await #expect(throws: MovementRefusal.notYours(Code(stored: "RW-11"))) { try await set(1, "A", "RW-11", by: StockBrand.headquarters) }
            await #expect(throws: MovementRefusal.notYours(Code(stored: "WH-1"))) { try await set(1, "A", "WH-1", by: StockBrand.region) }
            await #expect(throws: Reason.absent("warehouse")) { try await set(1, "A", "RW-31", by: StockBrand.region) }
            await #expect(throws: AllocationRefusal.unknownSKU) { try await set(1, "Z", "WH-1", by: StockBrand.headquarters) }
            #expect(try await house.brand.audit().isClean)
        }
    }

    @Test func `lowering the safety stock serves who waits`() async throws {
        try await StockBrand.with { house in
            try await house.move(.receipt, ["A": 10], at: "RW-11", by: StockBrand.region)
            _ = try await house.brand.work(for: StockBrand.region) { try await $0.setSafetyStock(8, of: Code(stored: "A"), in: Code(stored: "RW-11")) }
            #expect(try await house.order(["A": 5], backorder: true) == "backordered")
            let row = try await house.brand.work(for: StockBrand.region) {
                try await $0.setSafetyStock(0, of: Code(stored: "A"), in: Code(stored: "RW-11"))
            }
            #expect(row.books?.safetyStock == 0)
            let after = try await house.brand.stock(warehouse: Code(stored: "RW-11"), sku: nil, PageRequest(), as: StockBrand.region).items
            #expect(after.map { $0.books?.reserved } == [5])
        }
    }
}
