/// What `--help` says of the settings: every key in its three spellings, with type and default.
enum SettingsHelp {
    static func text(command: String, does: String, more: [SettingKey] = []) -> String {
        var text = """
            USAGE: tributary \(command) [settings]

            \(does)

            Every setting is a flag, an environment variable or a key of the file named by --config-file; the first of these that is there counts.
            A flag takes its value as --key=value or --key value; --key alone says yes.


            """
        for key in more + SettingKey.all {
            text += "  \(key.flag), \(key.environment)\n      \(key.meaning) (\(key.kind.rawValue); default: \(key.standard))\n"
        }
        return text
    }
}
