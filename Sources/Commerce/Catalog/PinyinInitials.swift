/// The initials of a name's pinyin, by which a catalogue in Chinese is searched from a Latin keyboard: 北京二锅头 is found by `bjegt`.
package enum PinyinInitials {
    /// One letter for each hanzi of GB 2312 (phrases that are read otherwise come first: 重庆 is `cq`), Latin letters lower-cased, digits
    /// as they are, full-width ones as their ASCII twins. Whatever else is dropped. Cost: one look at each character.
    package static func of(_ name: String) -> String {
        let scalars = Array(name.unicodeScalars)
        var result: [UInt8] = []
        result.reserveCapacity(scalars.count)
        var position = 0
        while position < scalars.count {
            if let phrase = phrasesByFirst[scalars[position]]?.first(where: { scalars[position...].starts(with: $0.scalars) }) {
                result.append(contentsOf: phrase.initials)
                position += phrase.scalars.count
            } else {
                if let byte = initial(of: scalars[position]) { result.append(byte) }
                position += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func initial(of scalar: Unicode.Scalar) -> UInt8? {
        switch scalar {
        case "a"..."z", "0"..."9": return UInt8(scalar.value)
        case "A"..."Z": return UInt8(scalar.value) + 32
        case "０"..."９", "ａ"..."ｚ": return UInt8(scalar.value - fullWidthShift)
        case "Ａ"..."Ｚ": return UInt8(scalar.value - fullWidthShift) + 32
        case "\u{4E00}"..."\u{9FFF}":
            let byte = initialByOffset[Int(scalar.value - firstHanzi)]
            return byte == 0 ? nil : byte
        default: return nil
        }
    }

    private static let firstHanzi: UInt32 = 0x4E00
    private static let fullWidthShift: UInt32 = 0xFEE0

    /// The initial of U+4E00 and what follows it, 0 where GB 2312 has no such character.
    private static let initialByOffset: [UInt8] = {
        var table = [UInt8](repeating: 0, count: 0xA000 - Int(firstHanzi))
        for (initial, characters) in charactersByInitial {
            for scalar in characters.unicodeScalars { table[Int(scalar.value - firstHanzi)] = initial.asciiValue ?? 0 }
        }
        return table
    }()

    private struct Phrase {
        let scalars: [Unicode.Scalar]
        let initials: [UInt8]
    }

    private static let phrasesByFirst: [Unicode.Scalar: [Phrase]] = {
        let all = phrases.map { Phrase(scalars: Array($0.phrase.unicodeScalars), initials: Array($0.initials.utf8)) }
        return Dictionary(grouping: all) { $0.scalars[0] }
    }()
}
