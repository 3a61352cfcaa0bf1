/// What numbers of campaigns may be. Within these no sum of an order's amounts overflows.
enum CampaignRange {
    /// Up to a hundred billion yuan.
    static let fen: ClosedRange<Int64> = 1...10_000_000_000_000
    static let fenOrNothing: ClosedRange<Int64> = 0...10_000_000_000_000
    static let units: ClosedRange<Int64> = 1...1_000_000_000
    static let bps: ClosedRange<Int64> = 1...10_000
    static let days: ClosedRange<Int64> = 1...36_500
    static let uses: ClosedRange<Int64> = 1...1_000_000_000
    static let priority: ClosedRange<Int64> = 0...1000
    static let best: ClosedRange<Int64> = 1...20
}
