import HTTPTypes

extension Endpoint {
    /// The description of this API, OpenAPI 3.1.
    static let readOpenAPI = Endpoint(open: .get, "/openapi.json") { call in
        Answer(status: .ok, headers: [.contentType: Answer.jsonMediaType], body: call.gateway.openAPI)
    }
}
