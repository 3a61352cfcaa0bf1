"""Pinyin initials of Chinese names: the same rule for the seed (here) and at run time (Sources/Commerce/Catalog).

The readings are pypinyin's (PyPI pypinyin 0.55.0, MIT), one letter for each of the 6,763 characters of GB 2312. Where a character
has several, the one that product and place names use is taken; phrases that differ from it are listed.
"""
from pypinyin import Style, lazy_pinyin

# Where pypinyin's first reading is not the one of names.
READINGS = {"长": "c", "曾": "z", "厦": "x", "泊": "b", "蛤": "g", "辟": "p", "茄": "q", "翟": "z", "仇": "q", "辗": "z",
            "椎": "z", "畜": "x", "伺": "s", "轧": "z", "匙": "c", "槛": "k", "傀": "k", "廿": "n", "嗯": "e"}

# Phrases whose initials are not those of their characters, looked for first.
PHRASES = {"重庆": "cq", "重阳": "cy", "九重": "jc", "西藏": "xz", "藏区": "zq", "藏族": "zz", "人参": "rs", "参茸": "sr", "红参": "hs", "西洋参": "xys",
           "党参": "ds", "海参": "hs", "银行": "yh", "商行": "sh", "酒行": "jh", "音乐": "yy", "长者": "zz", "朝阳区": "cyq", "朝霞": "zx",
           "单县": "sx", "六安": "la", "番禺": "py", "乐清": "yq", "蔚县": "yx", "尉犁": "yl", "大厦": "ds"}


def characters():
    """The hanzi of GB 2312, rows 16 to 87, in its order."""
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                yield bytes([high, low]).decode("gb2312")
            except UnicodeDecodeError:
                pass


def table():
    return {c: READINGS.get(c) or lazy_pinyin(c, style=Style.FIRST_LETTER)[0] for c in characters()}


TABLE = table()


def initials(name):
    """Initials of hanzi; Latin letters and digits lower-cased; nothing else."""
    out, at = [], 0
    while at < len(name):
        phrase = next((p for p in sorted(PHRASES, key=len, reverse=True) if name.startswith(p, at)), None)
        if phrase:
            out.append(PHRASES[phrase])
            at += len(phrase)
            continue
        c = name[at]
        out.append(c.lower() if c.isascii() and c.isalnum() else TABLE.get(c, ""))
        at += 1
    return "".join(out)


def swift():
    """The table as a Swift source file: for each letter the characters that begin with it."""
    by_letter = {}
    for c in sorted(TABLE):
        by_letter.setdefault(TABLE[c], []).append(c)
    lines = ["// Made by seed/make.py from pypinyin's readings (PyPI pypinyin 0.55.0, MIT); change seed/pinyin.py, not this file.", "",
             "extension PinyinInitials {",
             "    /// For each initial the characters of GB 2312 that begin with it, in the order of their code points.",
             "    package static let charactersByInitial: [(initial: Character, characters: String)] = ["]
    for letter in sorted(by_letter):
        these = "".join(by_letter[letter])
        rows = [these[i:i + 60] for i in range(0, len(these), 60)]
        lines += [f"        (\"{letter}\", \"\"\"", *(f"            {row}\\" for row in rows[:-1]), f"            {rows[-1]}", "            \"\"\"),"]
    lines += ["    ]", "", "    /// Phrases whose initials are not those of their characters; the longest that fits is taken.",
              "    static let phrases: [(phrase: String, initials: String)] = ["]
    entries = [f"(\"{p}\", \"{i}\")" for p, i in sorted(PHRASES.items(), key=lambda e: (-len(e[0]), e[0]))]
    lines += ["        " + ", ".join(entries[i:i + 6]) + "," for i in range(0, len(entries), 6)]
    return "\n".join(lines + ["    ]", "}", ""])
