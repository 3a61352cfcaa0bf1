import Commerce
import Testing

@Suite struct PinyinInitialsTests {
    @Test(arguments: [
        ("北京二锅头", "bjegt"),
        ("澄澜溪听泉52度浓香型白酒500ml", "clxtq52dnxxbj500ml"),
        ("", ""),
        ("Pale ALE 330mL×24", "paleale330ml24"),
        ("５２度Ａ款", "52dak"),
        ("一龠", "yy"),
        ("、。（）— é 한 喆", ""),
    ])
    func `a name is reduced to the initials of its hanzi, its letters and its digits`(name: String, expected: String) {
        #expect(PinyinInitials.of(name) == expected)
    }

    @Test(arguments: [
        ("重庆", "cq"), ("重量", "zl"), ("西藏", "xz"), ("窖藏", "jc"), ("人参露", "rsl"), ("参与", "cy"), ("西洋参酒", "xysj"), ("长城", "cc"),
        ("朝阳区", "cyq"), ("音乐", "yy"), ("快乐", "kl"), ("重", "z"),
    ])
    func `a character of several readings follows its phrase`(name: String, expected: String) {
        #expect(PinyinInitials.of(name) == expected)
    }

    @Test func `every character of GB 2312 has one initial, and no initial is i, u or v`() {
        let all = PinyinInitials.charactersByInitial.flatMap { Array($0.characters) }
        #expect(all.count == 6763)
        #expect(Set(all).count == all.count)
        for (initial, characters) in PinyinInitials.charactersByInitial {
            #expect("abcdefghjklmnopqrstwxyz".contains(initial))
            #expect(PinyinInitials.of(characters) == String(repeating: initial, count: characters.count), "\(initial)")
        }
    }
}
