"""The lots of the demo brand's opening stock: what keeps for a time lies in one to three lots. How long ago a lot was made is told in days before the
seeding, so that the brand has goods about to expire whenever it is seeded."""
from catalog import draw

NEAR_EXPIRY_PER_CENT = 6
NEAR_EXPIRY_DAYS = (12, 88)


def lots(catalogue, stock):
    """Rows of lots.csv: lots in whole cases that together are their row of stock, the oldest first. None is past its last day."""
    by_code = {s["code"]: s for s in catalogue}
    rows = []
    for level in stock:
        sku = by_code[level["sku"]]
        if not sku["shelf_life_days"]:
            continue
        life, case, units = int(sku["shelf_life_days"]), int(sku["units_per_case"]), int(level["units"])
        key = "lot" + level["warehouse"] + level["sku"]
        cases = units // case
        ages = [life * draw(key + "new", 4, 20) // 100]
        if cases >= 6 and draw(key + "?", 1, 100) <= 60:
            ages.insert(0, life * draw(key + "mid", 25, 42) // 100)
        if cases >= 6 and draw(key + "near", 1, 100) <= NEAR_EXPIRY_PER_CENT:
            ages.insert(0, life - draw(key + "days", *NEAR_EXPIRY_DAYS))
        shares = [max(1, cases * draw(key + str(n), 3, 9) // 100) for n in range(len(ages) - 1)]
        shares.append(cases - sum(shares))
        for number, (age, share) in enumerate(zip(ages, shares), 1):
            rows.append({"warehouse": level["warehouse"], "sku": level["sku"], "lot": f"{level['warehouse']}-{number}", "units": share * case,
                         "produced_days_ago": age})
    return rows
