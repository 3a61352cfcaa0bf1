import Commerce
import Testing
@testable import Tributary

struct MasterFilesTests {
    @Test func `stores and products are read past marks at the head and missing values`() async throws {
        let master = try await LedgerFolder.with { folder in
            try folder.write(
                "stores.tsv",
                "\u{FEFF}STORE\tName\tStore Address\r\n7\t\"Joe's, Ames\"\tPOINT (-93.62 42.03)\r\n8\t\tPOINT (0 91)\r\n9\r\n\tNobody\tPOINT (1 1)\r\n")
            try folder.write(
                "products.tsv",
                "\u{FEFF}Item Number\tItem Description\tPack\tBottle Volume (ml)\tState Bottle Retail\n1\tRye\t6\t1000\t7.5\n2\t\u{FFFD}\t0\t99999999\tx\n3\tGin\n")
            return try MasterFiles(directory: folder.path)
        }
        #expect(master.storeNames == ["7": "Joe's Ames", "8": "8", "9": "9"])
        #expect(master.storePlaces == ["7": Coordinates(storedLatitudeE6: 42_030_000, longitudeE6: -93_620_000)])
        let rye = master.product("1")
        #expect(rye.name == "Rye" && rye.packUnits == 6 && rye.volumeMl == 1000 && rye.priceFen == 750)
        let damaged = master.product("2")
        #expect(damaged.name == "?" && damaged.packUnits == 1 && damaged.volumeMl == 100_000 && damaged.priceFen == 1000)
        for code in ["3", "unheard of"] {
            let product = master.product(code)
            #expect(product.packUnits == 12 && product.volumeMl == 750 && product.priceFen == 1000)
        }
    }

    @Test func `files without rows or columns say nothing and stop nobody`() async throws {
        try await LedgerFolder.with { folder in
            try folder.write("stores.tsv", "")
            try folder.write("products.tsv", "Something\telse\n1\t2\n")
            let master = try MasterFiles(directory: folder.path)
            #expect(master.storeNames.isEmpty && master.storePlaces.isEmpty && master.products.isEmpty)
        }
    }

    @Test(arguments: ["stores.tsv", "products.tsv"])
    func `a missing file is named`(missing: String) async throws {
        try await LedgerFolder.with { folder in
            for name in ["stores.tsv", "products.tsv"] where name != missing { try folder.write(name, "") }
            let error = #expect(throws: SettingsError.self) { try MasterFiles(directory: folder.path) }
            #expect(error?.description.contains(folder.path + "/" + missing) == true)
        }
    }

    @Test(arguments: [("7.23", 723), ("$7.23", 723), ("7", 700), ("7.5", 750), ("0.00", 1), ("7.239", 723)] as [(String, Int64)])
    func `a price is whole cents and never nothing`(text: String, cents: Int64) {
        #expect(MasterFiles.cents(text) == cents)
    }

    @Test(arguments: ["", "-0.50", "1.2.3", "1000000", "99999999999999999999", "x"])
    func `what is no price is none`(text: String) {
        #expect(MasterFiles.cents(text) == nil)
    }

    @Test(arguments: ["POINT (-93.62)", "POINT (nan 42)", "POINT (-181 42)", "POINT )(", "-93 42", "POINT (a b)", "POINT (1e400 1)"])
    func `what is no place is none`(text: String) {
        #expect(MasterFiles.place(text) == nil)
    }

    @Test func `codes are valid and no two alike`() {
        let long = String(repeating: "7", count: 100)
        let names = ["12", "1 2", "", "é", "1-2", "12\u{FFFD}", long, long + "8", "12-2", "2"]
        let codes = ReplayCodes.codes(of: names, prefix: "S")
        #expect(codes.count == names.count && Set(codes).count == names.count)
        #expect(codes.allSatisfy { Code($0) != nil })
        #expect(codes[0] == "S12" && codes[9] == "S2")
    }
}
