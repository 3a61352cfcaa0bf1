#!/usr/bin/env python3
"""Makes the demo brand: the CSV files beside this script, and the pinyin table of Sources/Commerce/Catalog.

    python3 seed/make.py ADCODES_CSV        (needs: pip install pypinyin==0.55.0)

ADCODES_CSV has the columns adcode,name,longitude,latitude of the administrative divisions of China: 6-digit codes padded to 12. It
comes from PyPI cpca 0.5.5 (MIT, © 2018 QinYuan Du, see LICENSE-adcodes-MIT). Equal input gives equal files, byte for byte.
"""
import csv
import sys
from pathlib import Path

import pinyin
from catalog import draw, skus
from lots import lots
from storefronts import storefronts

HERE = Path(__file__).resolve().parent
OUTSIDE = {"71", "81", "82"}  # not among the 32 regions
SHORT = {"15": "内蒙古", "45": "广西", "54": "西藏", "64": "宁夏", "65": "新疆"}
MUNICIPALITIES = {"11", "12", "31", "50"}
HEADQUARTERS_WAREHOUSES = [("WH-TJ", "天津总仓", "120000"), ("WH-SH", "上海总仓", "310000"), ("WH-GZ", "广州总仓", "440100"),
                           ("WH-WH", "武汉总仓", "420100"), ("WH-CD", "成都总仓", "510100")]
PRICED_REGIONS = {"R-15": 96, "R-37": 97, "R-43": 97, "R-44": 98, "R-51": 97, "R-54": 95, "R-65": 95}  # per cent of list price


def read_places(path):
    """6-digit code to (name, latitude, longitude) in millionths of a degree, or None where there are no coordinates."""
    def e6(text):
        whole, _, part = text.strip().partition(".")
        return int(whole) * 1_000_000 + int(part[:6].ljust(6, "0"))
    with open(path, encoding="utf-8-sig", newline="") as file:
        return {row["adcode"][:6]: (row["name"], (e6(row["latitude"]), e6(row["longitude"])) if row["latitude"].strip() else None)
                for row in csv.DictReader(file)}


def write(name, rows):
    with open(HERE / name, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{name}: {len(rows)} rows")


def region_of(adcode):
    return "R-4403" if adcode.startswith("4403") else "R-" + adcode[:2]


def capital_of(region):
    """Where a region has its seat: the province itself for a municipality, else its first city; Shenzhen."""
    digits = region[2:]
    return digits + ("00" if digits == "4403" else "0000" if digits in MUNICIPALITIES else "0100")


def full_name(places, adcode):
    province, city = places[adcode[:2] + "0000"][0], places.get(adcode[:4] + "00", ("",))[0]
    middle = "" if adcode[:2] in MUNICIPALITIES or adcode[2:4] == "90" or adcode[4:] == "00" else city
    return (province if adcode[2:] != "0000" else "") + middle + places[adcode][0]


def tier_of(places, adcode):
    """gold: districts of municipalities, Shenzhen and capitals; silver: other districts and county-level cities; standard: the rest."""
    name = places[adcode][0]
    if name.endswith("区") and (adcode[:2] in MUNICIPALITIES or adcode[2:4] == "01" or adcode[:4] == "4403"):
        return "gold"
    return "silver" if name.endswith(("区", "市")) else "standard"


def organizations(places):
    counties = sorted(a for a, (_, at) in places.items() if a[4:] != "00" and at and a[:2] not in OUTSIDE)
    regions = sorted({region_of(a) for a in counties})
    rows = [organization(0, "", "HQ", "headquarters", "澄澜溪酒业总部", "", places["510100"][1], len(regions), "四川省成都市")]
    for number, region in enumerate(regions, 1):
        below = [a for a in counties if region_of(a) == region]
        short = "深圳" if region == "R-4403" else SHORT.get(region[2:], places[region[2:] + "0000"][0].rstrip("省市"))
        seat = capital_of(region)
        rows.append(organization(number << 40, 0, region, "region", f"{short}区域营销中心", "", places[seat][1], len(below),
                                 full_name(places, seat)))
        for n, adcode in enumerate(below, 1):
            name = full_name(places, adcode)
            rows.append(organization(number << 40 | n << 20, number << 40, f"D-{adcode}", "distributor", name + "经销商", tier_of(places, adcode),
                                     places[adcode][1], 0, name))
    return rows


def organization(id, parent, code, kind, name, tier, at, last_child, address):
    return {"id": id, "parent_id": parent, "code": code, "kind": kind, "name": name, "tier": tier, "latitude_e6": at[0], "longitude_e6": at[1],
            "last_child": last_child, "address": address}


def warehouses(places, regions):
    rows = [(code, "HQ", "hq", name, places[at][1]) for code, name, at in HEADQUARTERS_WAREHOUSES]
    rows += [("RW-" + r["code"][2:], r["code"], "region", r["name"].replace("营销中心", "仓"), places[capital_of(r["code"])][1]) for r in regions]
    return [{"id": n, "code": code, "organization": owner, "kind": kind, "name": name, "latitude_e6": at[0], "longitude_e6": at[1]}
            for n, (code, owner, kind, name, at) in enumerate(rows, 1)]


def cut(sku, per_cent):
    """A share of the list price, down to whole 10 fen, but never below the floor."""
    return max(sku["floor_price_fen"], sku["list_price_fen"] * per_cent // 1000 * 10)


def price_lists(catalogue):
    """Lists name seeded SKUs only, so what headquarters adds sells at its list price until somebody prices it."""
    central = [s for s in catalogue if s["owner"] == "HQ" and s["status"] == "active" and s["series"] != "稀缺"]
    lists, prices = [], []

    def add(code, name, scope, organization="", tier="", valid=("", ""), rows=()):
        lists.append({"id": len(lists) + 1, "code": code, "name": name, "scope": scope, "organization": organization, "tier": tier,
                      "valid_from": valid[0], "valid_to": valid[1]})
        prices.extend({"price_list": code, "sku": s["code"], "min_units": least, "unit_price_fen": fen} for s, least, fen in rows)

    def some(key, series, share):
        return [s for s in central if s["series"] in series and draw(key + s["code"], 1, 100) <= share]

    def breaks(chosen, steps):
        return [(s, cases * s["units_per_case"] if cases else 1, cut(s, share)) for s in chosen for cases, share in steps]

    add("PL-VOLUME", "整车批量价", "everyone", rows=breaks(some("volume", {"听泉", "望岫", "禾宴", "清爽拉格", "白小麦"}, 70), [(200, 97), (1000, 94)]))
    add("PL-GOLD", "金牌经销商价", "tier", tier="gold", rows=breaks(some("gold", {"砚岚", "岁屿", "窖序", "麓隐"}, 80), [(0, 96), (100, 94)]))
    add("PL-SILVER", "银牌经销商价", "tier", tier="silver", rows=breaks(some("silver", {"砚岚", "岁屿", "窖序", "麓隐"}, 60), [(0, 98)]))
    for region, share in PRICED_REGIONS.items():
        add(f"PL-{region}", "区域价", "region", organization=region, rows=breaks(some(region, {"栖禾", "麦阡", "听泉", "望岫", "加饭"}, 30), [(0, share)]))
    add("PL-2025-SPRING", "2025春节价（已过期）", "everyone", valid=("2025-01-10T00:00:00+08:00", "2025-02-13T00:00:00+08:00"),
        rows=breaks(some("spring", {"禾宴", "和隅"}, 60), [(0, 92)]))
    add("PL-D-510104", "锦江专供价", "distributor", organization="D-510104", rows=breaks(some("own", {"九浔", "窖序"}, 50), [(0, 95), (50, 93)]))
    return lists, prices


def stock(catalogue, sites):
    """Opening stock in whole cases: ample at headquarters but for the scarce, a part of the range in each region."""
    ample = {"entry": (400_000, 600_000), "mid": (250_000, 450_000), "premium": (120_000, 260_000), "super": (61_000, 120_000)}
    rows = []
    for site in sites:
        for s in catalogue:
            key, case = site["code"] + s["code"], s["units_per_case"]
            if s["owner"] != "HQ":
                cases = draw(key, 200, 900) if s["owner"] == site["organization"] else 0
            elif s["status"] != "active":
                cases = draw(key, 5, 40) if s["status"] == "discontinued" and site["code"] == "WH-WH" else 0
            elif s["series"] == "稀缺":
                cases = draw(key, 6, 30) if site["kind"] == "hq" and draw(key + "?", 1, 100) <= 55 else 0
            elif site["kind"] == "hq":
                cases = draw(key, *ample[s["price_band"]]) // case
            else:
                cases = draw(key, 20, 240) if draw(key + "?", 1, 100) <= 32 else 0
            if cases:
                rows.append({"warehouse": site["code"], "sku": s["code"], "units": cases * case})
    return rows


def accounts(distributors):
    """Balance and credit limit in fen. 5,000,000.00 yuan is promised to everyone."""
    terms = {"gold": (2_000_000_000, 300_000_000), "silver": (800_000_000, 50_000_000), "standard": (500_000_000, 0)}
    return [{"organization": d["code"], "balance_fen": terms[d["tier"]][0], "credit_limit_fen": terms[d["tier"]][1]} for d in distributors]


def main(adcodes):
    places, catalogue = read_places(adcodes), skus()
    tree = organizations(places)
    sites = warehouses(places, [o for o in tree if o["kind"] == "region"])
    lists, prices = price_lists(catalogue)
    write("organizations.csv", tree)
    write("warehouses.csv", sites)
    write("skus.csv", catalogue)
    write("price_lists.csv", lists)
    write("prices.csv", prices)
    opening = stock(catalogue, sites)
    write("stock.csv", opening)
    write("lots.csv", lots(catalogue, opening))
    distributors = [o for o in tree if o["kind"] == "distributor"]
    write("accounts.csv", accounts(distributors))
    write("storefronts.csv", storefronts(distributors))
    (HERE.parent / "Sources/Commerce/Catalog/PinyinInitials+Table.swift").write_text(pinyin.swift(), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
