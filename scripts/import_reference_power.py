#!/usr/bin/env python3
"""Makes tests/reference/power_*.csv from a folder of published reference numbers.

usage: import_reference_power.py FOLDER

FOLDER holds sample_size.csv, a long table of one number a row with a source. Rows of role "truth"
(evaluated with 40 digits, or by enumeration) are taken; where a case has none, those of the peers
named below. Arm 1 is the control here, but for margins, where it is the treatment. `method` is the
id of a method here; `tails` says whether a two-sided figure counts the far tail.
"""
import csv
import os
import sys

PEERS = ("Exact 3.3", "statsmodels 0.13.5")
COLUMNS = ["p1", "p2", "margin", "alpha", "sided", "power", "ratio", "n1", "n2"]

# table: {method there: (id here, tails)}, kinds that are taken
TABLES = {
    "power_normal": (
        {
            "pooled_normal": ("score", "near"),
            "pooled_normal_strict": ("score", "both"),
            "unpooled_normal": ("wald", "near"),
            "fleiss_cc": ("yates", "near"),
        },
        ("sup", "power", "mde"),
    ),
    "power_fleiss": ({"pooled_normal": ("score", "near")}, ("sup",)),
    "power_arcsine": (
        {"arcsine": ("arcsine", "both"), "arcsine_onetail": ("arcsine", "near")},
        ("sup", "power", "mde"),
    ),
    "power_margin": (
        {
            "farrington_manning": ("score", "near"),
            "ni_unpooled": ("wald", "near"),
            "tost_unpooled_exact": ("wald", "both"),
        },
        ("ni", "equiv"),
    ),
    "power_enumerate": (
        {
            "fisher_exact": ("fisher", "both"),
            "fisher_exact_onetail": ("fisher", "near"),
            "pearson_chisq_actual": ("score", "both"),
            "yates_chisq_actual": ("yates", "both"),
            "barnard_pooled": ("barnard", "both"),
            "boschloo_minlike": ("boschloo", "both"),
        },
        ("exact_power", "exact_n"),
    ),
}


def select(rows, methods, kinds):
    """One row a case, method and quantity: truth where there is one, else the first of the peers."""
    chosen = {}
    for row in rows:
        if row["method"] not in methods or row["kind"] not in kinds:
            continue
        if row["role"] != "truth" and not row["source"].startswith(PEERS):
            continue
        key = (row["case_id"], row["method"], row["quantity"])
        if key not in chosen or (chosen[key]["role"] != "truth" and row["role"] == "truth"):
            chosen[key] = row
    return chosen.values()


def plain(text):
    """Our tables have no quoted fields."""
    return text.replace(",", ";").replace('"', "'")


def make_lines(rows, methods, kinds):
    yield ["case", "kind", "method"] + COLUMNS + ["quantity", "tails", "value", "source"]
    for row in select(rows, methods, kinds):
        name, tails = methods[row["method"]]
        source = plain(row["source"] + (": " + row["options"] if row["options"] else ""))
        yield [row["case_id"], row["kind"], name] + [row[c] for c in COLUMNS] + [
            row["quantity"], tails, row["value"], source]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    target = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "tests", "reference")
    with open(os.path.join(sys.argv[1], "sample_size.csv"), newline="", encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    for name, (methods, kinds) in TABLES.items():
        lines = list(make_lines(rows, methods, kinds))
        with open(os.path.join(target, name + ".csv"), "w", encoding="utf-8") as out:
            out.writelines(",".join(line) + "\n" for line in lines)
        print(f"{name}: {len(lines) - 1} rows")


if __name__ == "__main__":
    main()
