extension Pricing {
    /// The contract's `pricing`: each line with what was taken off it, each campaign with what it gave or why it gave nothing.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.array("lines", lines) { json, line in
                json.field("line", line.line)
                json.field("sku", line.sku.text)
                json.field("units", line.units)
                json.field("baseFen", line.baseFen)
                json.field("netFen", line.netFen)
                json.fieldIfPresent("givenBy", line.givenBy?.text)
                json.array("adjustments", line.adjustments) { json, adjustment in
                    json.field("campaign", adjustment.campaign.text)
                    json.field("version", adjustment.version)
                    json.field("kind", adjustment.kind.rawValue)
                    json.field("fen", adjustment.fen)
                }
            }
            json.array("campaigns", campaigns) { json, campaign in
                json.field("campaign", campaign.campaign.text)
                json.field("version", campaign.version)
                json.field("kind", campaign.kind.rawValue)
                json.field("applied", campaign.applied)
                json.field("reason", campaign.reason?.rawValue)
                json.field("fen", campaign.fen)
                json.fieldIfPresent("excludedBy", campaign.excludedBy?.text)
            }
        }
    }

    package func encoded() -> [UInt8] {
        var json = JSONWriter()
        write(to: &json)
        return json.bytes
    }
}
