import Commerce
import HTTPTypes
import Operations

extension Endpoint {
    /// A client and its first secret, or another secret for a client that is there. The one answer that shows the secret.
    static let issueSecret = Endpoint(.post, "/v1/organizations/{code}/clients", may: .manageClients) { call in
        try call.noQuery()
        let code = try call.code("code")
        var clientID: Code?
        var name = ""
        if call.hasBody {
            var form = try call.form()
            clientID = form.optionalCode("clientId")
            name = form.optionalText("name", 0...200) ?? ""
            try form.finish()
        }
        let (wantedID, wantedName) = (clientID, name)
        var answer = try await call.work { work in
            let issued = try await work.issueSecret(for: code, clientID: wantedID, name: wantedName)
            return .created(location: "/v1/organizations/\(code)/clients") { json in
                json.object { json in
                    json.field("organization", code.text)
                    json.field("clientId", issued.clientID)
                    json.field("secretId", String(issued.secretID))
                    json.field("clientSecret", issued.secret)
                    json.field("createdAt", issued.createdAt.rfc3339)
                }
            }
        }
        answer.headers[.cacheControl] = "no-store"
        return answer
    }
}
