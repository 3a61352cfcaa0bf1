extension JSONObject {
    /// Reads what was written as one object, such as one kept in the database.
    /// - Throws: `JSONSyntaxError` when it is none.
    package init(stored text: String) throws(JSONSyntaxError) {
        guard case .object(let object) = try JSONParser.parse(Array(text.utf8)) else {
            throw JSONSyntaxError(offset: 0, expectation: "expected an object")
        }
        self = object
    }
}
