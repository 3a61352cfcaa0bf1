/// The settings that stand on the command line: `--key=value`, `--key value`, and a bare `--key` for yes.
///
/// They are read here and not by swift-configuration's own provider of arguments, which takes a bare flag and a value with a comma in it for
/// lists and then reads nothing from either.
struct CommandFlags: Equatable {
    /// By the key's name; a bare flag is `yes`.
    let values: [String: String]

    /// - Throws: `SettingsError` naming the word that can't be meant: an unknown flag, one given twice, one without the value it needs, a
    ///   word that belongs to no flag.
    init(_ arguments: [String], known: [SettingKey]) throws {
        let keys = Dictionary(known.map { ($0.flag, $0) }) { first, _ in first }
        var values: [String: String] = [:]
        var rest = arguments[...]
        while let word = rest.popFirst() {
            guard word.hasPrefix("--") else { throw SettingsError("\(word) belongs to no setting: they are written --key=value, --help lists them all") }
            let flag = String(word.prefix { $0 != "=" })
            guard let key = keys[flag] else { throw SettingsError("\(flag) is no setting; --help lists them all") }
            guard values[key.name] == nil else { throw SettingsError("\(flag) is given twice") }
            values[key.name] = word == flag ? try Self.following(key, &rest) : try Self.attached(key, String(word.dropFirst(flag.count + 1)))
        }
        self.values = values
    }

    /// Nothing after the `=` is a text that undoes what the environment says; a number and a yes or no can't be nothing.
    private static func attached(_ key: SettingKey, _ value: String) throws -> String {
        guard key.kind == .text || !value.isEmpty else { throw SettingsError("\(key.flag) needs a value") }
        return value
    }

    private static func following(_ key: SettingKey, _ rest: inout ArraySlice<String>) throws -> String {
        if let next = rest.first, !next.hasPrefix("--"), key.kind != .yesNo || SettingValues.yesNo(next) != nil {
            rest.removeFirst()
            return next
        }
        guard key.kind == .yesNo else { throw SettingsError("\(key.flag) needs a value") }
        return "yes"
    }
}
