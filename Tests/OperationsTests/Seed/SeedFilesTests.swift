import Commerce
import Testing

@Suite struct SeedFilesTests {
    @Test func `every GTIN is unique, of 13 digits, with the check digit of GS1 section 7.9, and no product's`() throws {
        let gtins = try SeedFiles.rows("skus.csv").map { $0["gtin"] }
        #expect(Set(gtins).count == gtins.count)
        for gtin in gtins {
            let digits = gtin.compactMap(\.wholeNumberValue)
            let sum = digits.enumerated().reduce(0) { $0 + $1.element * ($1.offset % 2 == 0 ? 1 : 3) }
            #expect(digits.count == 13 && sum % 10 == 0 && gtin.hasPrefix("952"), "\(gtin)")
        }
    }

    @Test(arguments: ["organizations.csv", "warehouses.csv", "skus.csv", "price_lists.csv"])
    func `codes are unique and are codes`(file: String) throws {
        let codes = try SeedFiles.rows(file).map { $0["code"] }
        #expect(Set(codes).count == codes.count)
        for code in codes { #expect(Code(code) != nil, "\(code)") }
    }

    @Test func `at least 500 active central SKUs are not scarce, and 20 are`() throws {
        let central = try SeedFiles.rows("skus.csv").filter { $0["owner"] == "HQ" && $0["status"] == "active" }
        #expect(central.count { $0["series"] != "稀缺" } >= 500)
        #expect(central.count { $0["series"] == "稀缺" } == 20)
    }

    @Test func `every SKU's aroma is one that the catalogue knows`() throws {
        for sku in try SeedFiles.rows("skus.csv") { #expect(Aroma(rawValue: sku["aroma"]) != nil, "\(sku["code"])") }
    }

    @Test func `floor, list and suggested price rise`() throws {
        for sku in try SeedFiles.rows("skus.csv") {
            let (floor, list) = (try sku.number("floor_price_fen"), try sku.number("list_price_fen"))
            #expect(try 0 < floor && floor <= list && list <= sku.number("suggested_price_fen"), "\(sku["code"])")
        }
    }

    @Test func `no listed price is below its SKU's floor, and lists name central SKUs only`() throws {
        let skus = Dictionary(uniqueKeysWithValues: try SeedFiles.rows("skus.csv").map { ($0["code"], $0) })
        for price in try SeedFiles.rows("prices.csv") {
            let sku = try #require(skus[price["sku"]], "\(price["sku"])")
            #expect(try price.number("unit_price_fen") >= sku.number("floor_price_fen"), "\(price)")
            #expect(sku["owner"] == "HQ")
        }
    }

    @Test func `a volume break is never dearer than the one before it`() throws {
        let lists = Dictionary(grouping: try SeedFiles.rows("prices.csv")) { $0["price_list"] + " " + $0["sku"] }
        for (list, prices) in lists {
            let rising = try prices.sorted { try $0.number("min_units") < $1.number("min_units") }.map { try $0.number("unit_price_fen") }
            #expect(rising == rising.sorted(by: >), "\(list)")
        }
    }

    @Test func `there are 37 warehouses with ids from 1 and at most one line of stock for a SKU in each`() throws {
        let warehouses = try SeedFiles.rows("warehouses.csv")
        #expect(try warehouses.map { try $0.number("id") } == Array(1...37))
        #expect(warehouses.prefix(5).map { $0["code"] } == ["WH-TJ", "WH-SH", "WH-GZ", "WH-WH", "WH-CD"])
        #expect(warehouses.dropFirst(5).allSatisfy { $0["code"] == "RW-" + $0["organization"].dropFirst(2) })
        let keys = try SeedFiles.rows("stock.csv").map { $0["warehouse"] + " " + $0["sku"] }
        #expect(Set(keys).count == keys.count)
    }

    @Test func `stock comes in whole cases, and amply in every warehouse of headquarters unless it is scarce`() throws {
        let skus = try SeedFiles.rows("skus.csv")
        let stock = Dictionary(
            uniqueKeysWithValues: try SeedFiles.rows("stock.csv").map { ($0["warehouse"] + " " + $0["sku"], try $0.number("units")) })
        let cases = Dictionary(uniqueKeysWithValues: try skus.map { ($0["code"], try $0.number("units_per_case")) })
        for (key, units) in stock {
            let sku = try #require(key.split(separator: " ").last.map(String.init))
            #expect(try units > 0 && units % #require(cases[sku]) == 0, "\(key)")
        }
        for sku in skus where sku["owner"] == "HQ" && sku["status"] == "active" {
            let central = ["WH-TJ", "WH-SH", "WH-GZ", "WH-WH", "WH-CD"].map { stock[$0 + " " + sku["code"]] ?? 0 }
            if sku["series"] == "稀缺" {
                #expect(central.allSatisfy { $0 < 1000 }, "\(sku["code"])")
            } else {
                #expect(central.allSatisfy { $0 >= 60_000 }, "\(sku["code"])")
            }
        }
    }

    @Test func `lots come in whole cases, together no more than their stock, of SKUs that keep for longer than the lots are old`() throws {
        let skus = Dictionary(uniqueKeysWithValues: try SeedFiles.rows("skus.csv").map { ($0["code"], $0) })
        var rest = Dictionary(
            uniqueKeysWithValues: try SeedFiles.rows("stock.csv").map { ($0["warehouse"] + " " + $0["sku"], try $0.number("units")) })
        let lots = try SeedFiles.rows("lots.csv")
        #expect(Set(lots.map { $0["sku"] + " " + $0["lot"] }).count == lots.count)
        for lot in lots {
            let sku = try #require(skus[lot["sku"]])
            let units = try lot.number("units")
            #expect(try units > 0 && units % sku.number("units_per_case") == 0, "\(lot)")
            #expect(try lot.number("produced_days_ago") < sku.number("shelf_life_days"), "\(lot)")
            rest[lot["warehouse"] + " " + lot["sku"], default: 0] -= units
        }
        #expect(rest.values.allSatisfy { $0 >= 0 })
    }

    @Test func `every distributor has at least 5,000,000.00 yuan`() throws {
        let accounts = try SeedFiles.rows("accounts.csv")
        let distributors = try SeedFiles.rows("organizations.csv").filter { $0["kind"] == "distributor" }
        #expect(Set(accounts.map { $0["organization"] }) == Set(distributors.map { $0["code"] }))
        for account in accounts { #expect(try account.number("balance_fen") >= 500_000_000, "\(account["organization"])") }
    }

    @Test func `an id says where its organisation stands, numbered in the order of codes, and parents know their last child`() throws {
        let rows = try SeedFiles.rows("organizations.csv")
        var children: [OrganizationID: [SeedFiles.Row]] = [:]
        for row in rows {
            let id = OrganizationID(try row.number("id"))
            #expect(id.kind.rawValue == row["kind"])
            #expect(id.parent.map { String($0.rawValue) } ?? "" == row["parent_id"])
            if let parent = id.parent { children[parent, default: []].append(row) }
        }
        for row in rows {
            let id = OrganizationID(try row.number("id"))
            let below = (children[id] ?? []).sorted { $0["code"] < $1["code"] }
            #expect(try row.number("last_child") == Int64(below.count))
            for (index, child) in below.enumerated() {
                #expect(try id.child(Int64(index + 1))?.rawValue == child.number("id"), "\(child["code"])")
            }
        }
    }

    @Test func `the 32 regions are the mainland's provinces and Shenzhen, whose districts are not Guangdong's`() throws {
        let rows = try SeedFiles.rows("organizations.csv")
        let regions = Dictionary(uniqueKeysWithValues: rows.filter { $0["kind"] == "region" }.map { ($0["id"], $0["code"]) })
        #expect(regions.count == 32)
        #expect(Set(regions.values).isDisjoint(with: ["R-71", "R-81", "R-82"]))
        for row in rows where row["kind"] == "distributor" {
            let digits = row["code"].dropFirst(2)
            #expect(regions[row["parent_id"]] == (digits.hasPrefix("4403") ? "R-4403" : "R-\(digits.prefix(2))"), "\(row["code"])")
        }
        #expect(rows.first { $0["code"] == "D-110105" }?["name"] == "北京市朝阳区经销商")
    }

    @Test func `a SKU's initials are what the catalogue would give its name`() throws {
        for sku in try SeedFiles.rows("skus.csv") {
            #expect(PinyinInitials.of(sku["name"]) == sku["initials"], "\(sku["name"])")
        }
    }
}
