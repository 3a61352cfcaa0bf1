"""The demo brand's catalogue: SKUs that nobody sells, under names made up for it, shaped like those of a real liquor house.

What is real is only the shape: GB/T 10781 and its kin name the aromas, bottles and cases have the usual sizes and weights. GTINs begin
with 952, the prefix that GS1 keeps for demonstrations, so that none is a product's.
"""
import hashlib
from itertools import product
from math import ceil

from pinyin import initials

AROMAS = {"浓香": "NX", "清香": "QX", "酱香": "JX", "兼香": "KX", "米香": "MX", "凤香": "FX", "特香": "TX", "芝麻香": "ZM", "豉香": "CX",
          "药香": "YX", "馥郁香": "FY", "老白干香": "LB", "其他": "QT"}
AROMA_COST = {"酱香": 140, "芝麻香": 125, "馥郁香": 120, "药香": 115, "兼香": 110, "清香": 95, "米香": 85, "豉香": 85}  # per cent
# millilitres: bottles a case, price in bps of 500 ml, grams of glass, cap and carton a bottle
BOTTLES = {125: (24, 3000, 190), 187: (24, 4300, 240), 250: (12, 5400, 310), 330: (24, 7000, 260), 375: (12, 7800, 380), 500: (6, 10000, 560),
           750: (6, 14800, 720), 1000: (6, 18800, 860), 1500: (4, 28500, 1350), 3000: (2, 56000, 2600)}
MORE_A_CASE = {("beer", 500): 12, ("beer", 1000): 12, ("fruit", 330): 12, ("beer", 3000): 4}

# brand, code, series, code, category, band, yuan per 500 ml, aromas, ABV (tenths), volumes, days it keeps
LINES = [
    ("澄澜溪", "CL", "和隅", "HY", "baijiu", "mid", 118, ["浓香", "酱香", "馥郁香"], [420, 460, 520], [125, 250, 500, 750, 1500], None),
    ("澄澜溪", "CL", "九浔", "JX", "baijiu", "super", 688, ["浓香", "清香", "酱香", "馥郁香"], [460, 530], [125, 375, 500, 1000, 1500, 3000], None),
    ("澄澜溪", "CL", "麦阡", "MQ", "baijiu", "entry", 21, ["清香", "兼香", "老白干香"], [420, 530], [125, 250, 500, 1000, 1500], None),
    ("澄澜溪", "CL", "栖禾", "QH", "baijiu", "entry", 15, ["浓香", "清香", "米香", "豉香"], [380, 500], [125, 250, 500, 1000, 3000], None),
    ("澄澜溪", "CL", "岁屿", "SY", "baijiu", "premium", 318, ["凤香", "酱香", "药香", "芝麻香"], [450, 530], [250, 500, 1000, 1500, 3000], None),
    ("澄澜溪", "CL", "听泉", "TQ", "baijiu", "mid", 72, ["浓香", "清香", "特香"], [400, 460, 520], [125, 250, 500, 750, 1000], None),
    ("澄澜溪", "CL", "望岫", "WX", "baijiu", "mid", 96, ["浓香", "凤香", "兼香"], [420, 480, 520], [250, 375, 500, 1000, 1500], None),
    ("澄澜溪", "CL", "砚岚", "YL", "baijiu", "premium", 228, ["浓香", "酱香", "兼香", "芝麻香"], [460, 530], [125, 250, 500, 750, 1500, 3000], None),
    ("澄澜溪", "CL", "窖序", "ZX", "baijiu", "premium", 188, ["浓香", "清香", "酱香"], [520, 600], [500, 1000, 1500, 3000], None),
    ("澄澜溪", "CL", "禾宴", "HV", "baijiu", "mid", 84, ["浓香", "凤香", "兼香"], [420, 520], [500, 750, 1500], None),
    ("澄澜溪", "CL", "麓隐", "LY", "baijiu", "premium", 268, ["清香", "酱香", "凤香"], [450, 530], [375, 500, 1500], None),
    ("澄澜溪", "CL", "溪声", "XS", "baijiu", "entry", 18, ["浓香", "清香", "兼香"], [400, 500], [125, 250, 500], None),
    ("芪里坞", "QW", "黄精", "HJ", "health", "mid", 58, ["其他"], [280, 350], [125, 500, 1000], None),
    ("芪里坞", "QW", "枸杞", "GQ", "health", "mid", 52, ["其他"], [280, 350], [125, 500, 1000], None),
    ("芪里坞", "QW", "人参", "RS", "health", "premium", 168, ["其他"], [330, 380], [125, 500, 750], None),
    ("芪里坞", "QW", "桑椹", "SZ", "health", "mid", 46, ["其他"], [150, 220], [250, 500, 750], 1095),
    ("芪里坞", "QW", "石斛", "SH", "health", "premium", 158, ["其他"], [330, 380], [125, 500, 750], None),
    ("莓汀里", "MT", "青梅", "QM", "fruit", "entry", 24, ["其他"], [80, 120], [330, 500, 750], 730),
    ("莓汀里", "MT", "白桃", "BT", "fruit", "entry", 22, ["其他"], [60, 80], [330, 500, 750], 540),
    ("莓汀里", "MT", "杨梅", "YM", "fruit", "entry", 26, ["其他"], [80, 120], [330, 500, 750], 730),
    ("莓汀里", "MT", "荔枝", "LZ", "fruit", "entry", 25, ["其他"], [60, 80], [330, 500, 750], 540),
    ("莓汀里", "MT", "桂花", "GH", "fruit", "entry", 28, ["其他"], [80, 120], [330, 500, 750], 730),
    ("朔垣渡", "SD", "赤霞珠干红", "CX", "wine", "mid", 62, ["其他"], [130], [187, 375, 750, 1500], 3650),
    ("朔垣渡", "SD", "马瑟兰干红", "ML", "wine", "mid", 88, ["其他"], [135], [187, 375, 750, 1500], 3650),
    ("朔垣渡", "SD", "霞多丽干白", "XD", "wine", "mid", 68, ["其他"], [125], [187, 375, 750, 1500], 2555),
    ("朔垣渡", "SD", "桃红", "TH", "wine", "mid", 54, ["其他"], [120], [187, 375, 750], 1825),
    ("麦屿汀", "MY", "清爽拉格", "LG", "beer", "entry", 4, ["其他"], [36], [330, 500, 1000], 270),
    ("麦屿汀", "MY", "白小麦", "XM", "beer", "entry", 7, ["其他"], [42], [330, 500, 1000, 3000], 180),
    ("麦屿汀", "MY", "西海岸酒花", "JH", "beer", "entry", 9, ["其他"], [62], [330, 500, 1000, 3000], 180),
    ("麦屿汀", "MY", "烘麦黑啤", "HP", "beer", "entry", 8, ["其他"], [55], [330, 500, 1000], 270),
    ("越浔坊", "YX", "元红", "YH", "huangjiu", "entry", 16, ["其他"], [130, 150], [250, 500, 1500], 1825),
    ("越浔坊", "YX", "加饭", "JF", "huangjiu", "entry", 22, ["其他"], [140, 160], [250, 500, 1500], 1825),
    ("越浔坊", "YX", "善酿", "SN", "huangjiu", "entry", 32, ["其他"], [140], [250, 500, 1500], 1825),
    ("越浔坊", "YX", "甜酿", "TN", "huangjiu", "entry", 28, ["其他"], [120], [250, 500, 1500], 1460),
]
KINDS = {"baijiu": "型白酒", "health": "露酒", "fruit": "果酒", "wine": "葡萄酒", "beer": "啤酒", "huangjiu": "黄酒"}

# 稀缺: name, aroma, ABV, ml, bottles a case, yuan
SCARCE = [
    ("岩窖三十年", "酱香", 530, 500, 6, 2680), ("岩窖五十年", "酱香", 530, 500, 2, 6880), ("陶坛二十年", "清香", 530, 500, 6, 1580),
    ("陶坛三十年", "清香", 560, 500, 2, 2980), ("头排原浆", "浓香", 620, 500, 6, 1280), ("双轮老酒", "浓香", 560, 500, 6, 1680),
    ("百坛合一", "馥郁香", 540, 500, 6, 1880), ("木海封存", "凤香", 550, 500, 6, 1480), ("甲辰生肖", "酱香", 530, 500, 6, 1980),
    ("乙巳生肖", "酱香", 530, 500, 6, 1980), ("丙午生肖", "酱香", 530, 500, 6, 2080), ("春酿首坛", "浓香", 600, 1000, 1, 3280),
    ("秋酿首坛", "清香", 600, 1000, 1, 2880), ("手书题签", "浓香", 520, 750, 4, 2380), ("窑变小坛", "酱香", 530, 1500, 1, 5680),
    ("窑变大坛", "酱香", 530, 3000, 1, 9880), ("芝麻陈藏", "芝麻香", 540, 500, 6, 1380), ("药谷陈藏", "药香", 540, 500, 6, 1280),
    ("兼收并蓄", "兼香", 530, 500, 6, 1180), ("对饮套装", "浓香", 520, 375, 2, 980),
]
# Outside the catalogue in force: name, series, status
OTHERS = [("早春版", "听泉", "draft"), ("低醉版", "栖禾", "draft"), ("联名版", "九浔", "draft"), ("旧瓶装", "望岫", "discontinued"),
          ("纪念版", "砚岚", "discontinued"), ("换装前", "麦阡", "discontinued"), ("限时版", "和隅", "discontinued")]
# Regional custom SKUs: region, name, aroma, ABV
REGIONAL = [("R-22", "雪原定制", "浓香", 420), ("R-22", "林海定制", "清香", 520), ("R-45", "桂语定制", "米香", 380), ("R-45", "漓畔定制", "米香", 450),
            ("R-53", "云岭定制", "清香", 460), ("R-53", "花街定制", "兼香", 520), ("R-54", "高原定制", "清香", 450), ("R-63", "青稞定制", "清香", 420),
            ("R-63", "湖畔定制", "清香", 520), ("R-65", "天山定制", "浓香", 520), ("R-65", "绿洲定制", "浓香", 420)]


def draw(key, low, high):
    """A whole number in low...high that looks random and is always the same for `key`."""
    return low + int.from_bytes(hashlib.sha256(key.encode()).digest()[:6], "big") % (high - low + 1)


def gtin(number):
    """GTIN-13 of the `number`th SKU. Check digit: GS1 General Specifications, section 7.9."""
    digits = f"952{number:09d}"
    return digits + str(-sum(int(d) * (3, 1)[i % 2 == 0] for i, d in enumerate(digits)) % 10)


def round_price(fen):
    """Up to what a price list would print: 10 fen below 30 yuan, 1 yuan below 500, 10 yuan above."""
    step = 10 if fen < 3_000 else 100 if fen < 50_000 else 1_000
    return ceil(fen / step) * step


def sku(code, name, brand, series, category, aroma, band, abv, ml, case, list_fen, days=None, loose=False, owner="HQ", status="active"):
    grams = case * (ml * 93 // 100 + BOTTLES[ml][2]) + 420
    floor = round_price(list_fen * draw(code + "floor", 82, 90) // 100)
    return {"owner": owner, "code": code, "name": name, "initials": initials(name), "brand": brand, "series": series, "category": category,
            "aroma": aroma, "abv_tenths": abv, "volume_ml": ml, "units_per_case": case, "case_weight_grams": grams,
            "shelf_life_days": "" if days is None else days, "loose_sale": "t" if loose else "f", "price_band": band, "list_price_fen": list_fen,
            "floor_price_fen": min(floor, list_fen), "suggested_price_fen": round_price(list_fen * draw(code + "retail", 132, 158) // 100),
            "status": status}


def degrees(abv):
    return f"{abv // 10}度" if abv % 10 == 0 else f"{abv // 10}.{abv % 10}度"


def ordinary():
    for brand, bc, series, sc, category, band, yuan, aromas, abvs, volumes, days in LINES:
        for aroma, abv, ml in product(aromas, abvs, volumes):
            case = MORE_A_CASE.get((category, ml), BOTTLES[ml][0])
            strong = 100 + (abv - abvs[0]) // 8 if category == "baijiu" else 100 + (abv - abvs[0]) // 3
            fen = round_price(yuan * AROMA_COST.get(aroma, 100) * strong * BOTTLES[ml][1] // 1_000_000)
            shown = f"{aroma}{KINDS[category]}" if category == "baijiu" else KINDS[category]
            part = AROMAS[aroma] if category == "baijiu" else "A"
            yield sku(f"{bc}-{sc}-{part}{abv // 10}-{ml}", f"{brand}{series}{degrees(abv)}{shown}{ml}ml", brand, series, category, aroma, band, abv, ml,
                      case, fen, days, loose=ml == 3000 and band in ("premium", "super"))


def scarce():
    for n, (name, aroma, abv, ml, case, yuan) in enumerate(SCARCE, 1):
        yield sku(f"CL-XQ-{AROMAS[aroma]}{abv // 10}-{n:02d}", f"澄澜溪{name}{degrees(abv)}{aroma}型白酒{ml}ml", "澄澜溪", "稀缺", "baijiu", aroma, "super", abv, ml,
                  case, yuan * 100, loose=case <= 2)


def others():
    for n, (name, series, status) in enumerate(OTHERS, 1):
        line = next(line for line in LINES if line[2] == series)
        yield sku(f"CL-{line[3]}-{AROMAS[line[7][0]]}{line[8][0] // 10}-500-{n}", f"澄澜溪{series}{name}{degrees(line[8][0])}{line[7][0]}型白酒500ml", "澄澜溪", series, "baijiu",
                  line[7][0], line[5], line[8][0], 500, 6, line[6] * 100, status=status)
    for n, (region, name, aroma, abv) in enumerate(REGIONAL, 1):
        yield sku(f"RC-{region[2:]}-{AROMAS[aroma]}{abv // 10}-{n:02d}", f"澄澜溪{name}{degrees(abv)}{aroma}型白酒500ml", "澄澜溪", "区域定制", "baijiu", aroma, "mid",
                  abv, 500, 6, draw(name, 42, 128) * 100, owner=region)


def skus():
    """Every SKU of the demo brand, by code, numbered from 1."""
    rows = sorted([*ordinary(), *scarce(), *others()], key=lambda row: row["code"])
    return [{"id": n, **row, "gtin": gtin(n)} for n, row in enumerate(rows, 1)]
