import Commerce

extension ObjectForm {
    /// The codes of `coupons` that a buyer presents; without the field, none. Each is presented once.
    mutating func coupons(atMost limit: Int) -> [Code] {
        guard let codes = optionalCodes("coupons", 0...limit) else { return [] }
        refuseRepeated(codes, in: "coupons", "DUPLICATE_CODE")
        return codes
    }
}
