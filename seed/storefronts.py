"""The storefronts of the demo brand: those of 朝阳区 and of all Shanghai, and others all over the country."""
from catalog import draw

ALWAYS_OPEN = ("D-110105", "D-31")
OTHERS = 191
CLOSED_EVERY = 24
WEEKDAYS = ["", "135", "246", "12345", "1234567", "25"]
MINIMUM_FEN = [30_000, 50_000, 80_000, 120_000, 200_000]


def storefronts(distributors):
    """Rows of storefronts.csv, by code. Every ninth ranks its stores by rules of its own; those that are closed have taken no order yet."""
    chosen = [d for d in distributors if d["code"].startswith(ALWAYS_OPEN)]
    others = [d for d in distributors if not d["code"].startswith(ALWAYS_OPEN)]
    step = len(others) // OTHERS
    spread = [others[n * step + step // 2] for n in range(OTHERS)]
    closed = {d["code"] for d in spread[CLOSED_EVERY // 2::CLOSED_EVERY]}
    rows = []
    for d in sorted(chosen + spread, key=lambda d: d["code"]):
        code, place = d["code"], d["name"].removesuffix("经销商")
        own = draw(code + "rules", 1, 9) == 1 and code != "D-110105"
        rows.append({
            "distributor": code, "name": place + "酒水订货商城", "open": "f" if code in closed else "t",
            "min_order_fen": MINIMUM_FEN[draw(code + "least", 0, len(MINIMUM_FEN) - 1)] if code != "D-110105" else 50_000,
            "delivery_weekdays": WEEKDAYS[draw(code + "days", 0, len(WEEKDAYS) - 1)] if code != "D-110105" else "",
            "window_days": 60 if own else "", "core_orders": 10 if own else "", "core_fen": 5_000_000 if own else "",
            "potential_orders": 4 if own else "", "potential_fen": 1_000_000 if own else "",
        })
    return rows
