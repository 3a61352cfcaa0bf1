import Commerce
import Testing

@Suite struct GTIN13Tests {
    @Test(arguments: ["4006381333931", "9520000000011", "0000000000000", "6901234567892"])
    func `a number whose last digit checks the others is a GTIN`(text: String) {
        #expect(GTIN13(text)?.digits == text)
    }

    @Test(arguments: [
        "4006381333930", "400638133393", "40063813339310", "", "400638133393X", " 4006381333931", "４006381333931", "-006381333931",
    ])
    func `anything else is none`(text: String) {
        #expect(GTIN13(text) == nil)
    }

    @Test func `a single wrong digit is always found`() {
        let right = Array("4006381333931".utf8)
        for place in right.indices {
            for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where digit != right[place] {
                var wrong = right
                wrong[place] = digit
                #expect(GTIN13(String(decoding: wrong, as: UTF8.self)) == nil, "digit \(place)")
            }
        }
    }
}
