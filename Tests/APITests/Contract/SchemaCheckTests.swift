@testable import API
import Commerce
import Testing

/// The check that the contract is held to must itself be able to fail.
struct SchemaCheckTests {
    @Test(arguments: [
        ("Code", #""A-1""#, []), ("Code", #""A 1""#, ["/ A 1 doesn't match ^[A-Za-z0-9._-]{1,64}$"]), ("Code", "1", ["/ is no string"]),
        ("Account", #"{"balanceFen":-1,"heldFen":0,"creditLimitFen":0,"availableFen":-1}"#, []),
        ("Account", #"{"balanceFen":1,"heldFen":-1,"creditLimitFen":0}"#, ["/ lacks availableFen", "/heldFen is beyond its minimum"]),
        ("Account", #"{"balanceFen":1.5,"heldFen":0,"creditLimitFen":0,"availableFen":1,"x":1}"#, ["/balanceFen is no integer", "/ has an undeclared x"]),
        ("AssortmentPut", #"{"mode":"all"}"#, []), ("AssortmentPut", #"{"mode":"all","skus":[]}"#, ["/ matches 0 of oneOf"]),
        ("NewOrder", #"{"lines":[]}"#, ["/lines has too few elements"]),
        ("NewOrder", #"{"lines":[{"sku":"A","quantity":1000001}]}"#, ["/lines/0/quantity is beyond its maximum"]),
        ("NewOrganization", #"{"code":"A","name":"北京","latitude":1}"#, ["/ has latitude but lacks longitude"]),
        ("NewOrganization", #"{"code":"A","name":"\u0001"}"#, ["/name \u{1} doesn't match ^[^\\u0000-\\u001f\\u007f-\\u009f]*$"]),
        ("NewSKU", #"{"name":"　"}"#, nil),
        ("Problem", #"{"type":"urn:tributary:problem:x","title":"","status":409,"detail":"","instance":"","code":"X","errors":[],"shortByFen":1}"#, []),
        ("Problem", #"{"type":"x","title":"","status":200,"detail":"","instance":"","code":"x","errors":[],"more":"text"}"#, nil),
    ] as [(String, String, [String]?)])
    func `a value that breaks its schema is told where`(_ schema: String, _ json: String, _ faults: [String]?) throws {
        let document = try OpenAPIFile.read()
        let reference = try JSONParser.parse(Array(##"{"$ref":"#/components/schemas/\##(schema)"}"##.utf8))
        let found = try SchemaCheck.faults(of: try JSONParser.parse(Array(json.utf8)), against: reference, in: document)
        if let faults { #expect(found.sorted() == faults.sorted()) } else { #expect(!found.isEmpty) }
    }
}
