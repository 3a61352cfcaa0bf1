extension SourcingPolicy {
    /// How long a shipment over so many metres of road is promised to take: handling plus the road, rounded up to the minute.
    /// - Returns: nil when that can't be counted.
    package func promisedMinutes(over metres: Int64) -> Int64? {
        let metresPerHour = Int64(speedKmh) * 1000
        guard let scaled = metres.multiplied(by: 60), let rounded = scaled.adding(metresPerHour - 1) else { return nil }
        return (rounded / metresPerHour).adding(Int64(handlingMinutes))
    }
}
