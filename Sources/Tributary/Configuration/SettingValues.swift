import Configuration

/// Reads single values, naming the key when one can't be meant.
struct SettingValues {
    let reader: ConfigReader

    /// - Returns: nil when nobody says anything, or says an empty text.
    func text(_ key: SettingKey) -> String? {
        reader.string(forKey: ConfigKey(key.name)).flatMap { $0.isEmpty ? nil : $0 }
    }

    func number(_ key: SettingKey, _ range: ClosedRange<Int>) throws -> Int? {
        guard let text = text(key) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw SettingsError("\(key.flag) (\(key.environment)) takes a number from \(range.lowerBound) to \(range.upperBound), not \(text)")
        }
        return number
    }

    func yesNo(_ key: SettingKey) throws -> Bool? {
        guard let text = text(key) else { return nil }
        guard let answer = Self.yesNo(text) else { throw SettingsError("\(key.flag) (\(key.environment)) takes yes or no, not \(text)") }
        return answer
    }

    /// - Returns: nil when `text` says neither.
    static func yesNo(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "yes", "true", "1", "on": true
        case "no", "false", "0", "off": false
        default: nil
        }
    }
}

/// What the operator wrote that can't be meant; shown as it is.
struct SettingsError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
