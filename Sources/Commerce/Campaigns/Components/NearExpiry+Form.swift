extension NearExpiry {
    /// Bands in any order, each number of days once; the fewer days are left, the more is off.
    static func read(_ form: inout ObjectForm) -> NearExpiry {
        let bands = form.objects("bands", 1...20) { band in
            (daysLeft: band.intIfGood("daysLeft", 0...3650), offBps: band.intIfGood("offBps", CampaignRange.bps))
        }
        form.noteFaults(bandFaults(bands))
        let skus = form.codes("skus", 1...1000)
        form.refuseRepeated(skus, in: "skus", "DUPLICATE_SKU")
        let lots = form.optionalCodes("lots", 1...1000)
        form.refuseRepeated(lots ?? [], in: "lots", "DUPLICATE_CODE")
        return NearExpiry(
            bands: bands.map { Band(daysLeft: $0.daysLeft ?? 0, offBps: $0.offBps ?? 1) }.sorted { $0.daysLeft > $1.daysLeft }, skus: skus, lots: lots,
            maxUnits: form.optionalInt("maxUnits", CampaignRange.units))
    }

    func write(to json: inout JSONObjectWriter) {
        json.array("bands", bands) { json, band in
            json.field("daysLeft", band.daysLeft)
            json.field("offBps", band.offBps)
        }
        json.array("skus", skus.map(\.text))
        if let lots { json.array("lots", lots.map(\.text)) }
        json.fieldIfPresent("maxUnits", maxUnits)
    }

    private static func bandFaults(_ bands: [(daysLeft: Int64?, offBps: Int64?)]) -> [Fault] {
        var faults: [Fault] = []
        for (index, band) in bands.enumerated() {
            guard let daysLeft = band.daysLeft else { continue }
            for earlier in bands[..<index] {
                guard let otherDays = earlier.daysLeft else { continue }
                if daysLeft == otherDays {
                    faults.append(Fault("/bands/\(index)/daysLeft", "DUPLICATE_BAND", "Another band has as many days left."))
                } else if let offBps = band.offBps, let otherBps = earlier.offBps, daysLeft < otherDays ? offBps <= otherBps : offBps >= otherBps {
                    faults.append(Fault("/bands/\(index)/offBps", "SHARES_NOT_RISING", "The fewer days are left, the more must be off."))
                } else {
                    continue
                }
                break
            }
        }
        return faults
    }
}
