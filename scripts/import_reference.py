#!/usr/bin/env python3
"""Makes tests/reference/<method>.csv from a folder of published reference numbers.

usage: import_reference.py FOLDER [NAME...]        (all tables, or those named)

FOLDER holds two_prop_tests.csv, two_prop_ci.csv and one_prop_ci.csv, long tables
of one number a row with a source. Their arm 1 is the treatment here and their arm 2 the control.
Rows of role "truth" (evaluated with 40 digits and more) are taken; where a case has none, those of
the peers named below. What a table holds is written as it was found: ratios are not turned into
lifts and nothing is clipped; the tests do that. (ci_mid_p.csv has no such source: its programs
stop at five digits; make_mid_p_table.py makes it.)
"""
import csv
import os
import sys

# table name: (methods there, peers that may stand in where there is no truth)
TESTS = {
    "prop_score": (["z_pooled"], []),
    "prop_wald": (["z_unpooled"], []),
    "prop_yates": (["chisq_yates"], ["R 4.2.2 stats::prop.test"]),
    "prop_n1": (["z_score_N-1"], []),
    "prop_g": (["g_test"], []),
    "prop_fisher": (["fisher_exact"], []),
    "prop_fisher_midp": (["fisher_midp_minlike"], []),
    "prop_barnard": (["barnard_pooled"], []),
    "prop_boschloo": (["boschloo_minlike", "boschloo"], []),
    "prop_boschloo_central": (["boschloo_central", "boschloo"], []),
}
EFFECTS = {
    "effect_score": (["mee", "koopman", "score_noN-1"], []),
    "effect_miettinen_nurminen": (["miettinen_nurminen"], []),
    "effect_newcombe": (["newcombe"], []),
    "effect_agresti_caffo": (["agresti_caffo"], []),
    "effect_wald": (["wald", "delta_noether"], []),
    "effect_katz": (["katz_log"], []),
    "effect_log_half": (["walter_adj_log"], []),
    "effect_fieller": (["fieller"], []),
    "effect_woolf": (["woolf"], []),
    "effect_gart": (["haldane_anscombe_logit"], []),
    "effect_exact": (["exact_conditional"], []),
}
RATES = {
    "ci_wilson": (["wilson"], []),
    "ci_wilson_cc": (["wilson_cc"], []),
    "ci_clopper_pearson": (["clopper_pearson"], []),
    "ci_agresti_coull": (["agresti_coull"], []),
    "ci_jeffreys": (["jeffreys"], []),
}
# A limit of a score interval is the margin that is tested at exactly half the interval's error.
MARGINS = {"margin_score": (["mee", "koopman", "miettinen_nurminen"], [])}

ALTERNATIVE = {"two.sided": "two-sided", "greater": "greater", "less": "less"}
SCALE = {"diff": "difference", "ratio": "ratio", "odds_ratio": "odds-ratio"}


def nothing_varies(row):
    """Both arms at 0 % or both at 100 %: programs print a convention there, not a result."""
    if "x2" not in row:
        return False
    x1, n1, x2, n2 = (float(row[c]) for c in ("x1", "n1", "x2", "n2"))
    return x1 + x2 in (0, n1 + n2)


def select(rows, methods, peers, key):
    """One row a key: truth where there is one, else the first of the peers."""
    chosen = {}
    for row in rows:
        if row["method"] not in methods:
            continue
        if row["role"] != "truth" and (nothing_varies(row) or not any(row["source"].startswith(p) for p in peers)):
            continue
        held = chosen.get(key(row))
        if held is None or (held["role"] != "truth" and row["role"] == "truth"):
            chosen[key(row)] = row
    return list(chosen.values())


def count(text):
    """Counts are whole, also where they are printed as 1000000.0."""
    return str(int(float(text)))


def plain(text):
    """Our tables have no quoted fields."""
    return text.replace(",", ";").replace('"', "'")


def arms(row):
    return [count(row["x2"]), count(row["n2"]), count(row["x1"]), count(row["n1"])]


ARMS = ["control_conversions", "control_visitors", "treatment_conversions", "treatment_visitors"]
TAIL = ["source", "options"]


def tail(row):
    return [plain(row["source"]), plain(row["options"])]


def make_tests(rows, methods, peers):
    yield ["case"] + ARMS + ["alternative", "statistic", "p_value", "log10_p"] + TAIL
    for row in select(rows, methods, peers, lambda r: (r["case_id"], r["alternative"])):
        yield [row["case_id"]] + arms(row) + [ALTERNATIVE[row["alternative"]], row["statistic"], row["p_value"],
                                              row["log10_p"]] + tail(row)


def make_effects(rows, methods, peers):
    yield ["case"] + ARMS + ["confidence", "scale", "lower", "upper"] + TAIL
    for row in select(rows, methods, peers, lambda r: (r["case_id"], r["conf"], r["estimand"])):
        yield [row["case_id"]] + arms(row) + [row["conf"], SCALE[row["estimand"]], row["lower"],
                                              row["upper"]] + tail(row)


def is_inside(row, end):
    """The limit is a number inside the scale: an end at its edge inverts no test."""
    edges = (-1, 1) if row["estimand"] == "diff" else (0, float("inf"))
    return row[end] != "" and edges[0] < float(row[end]) < edges[1]


def make_margins(rows, methods, peers):
    yield ["case"] + ARMS + ["scale", "null", "variance", "alternative", "p_value"] + TAIL
    rows = [row for row in rows if row["estimand"] != "odds_ratio"]
    for row in select(rows, methods, peers, lambda r: (r["case_id"], r["conf"], r["estimand"], r["method"])):
        variance = "n-1" if row["method"] == "miettinen_nurminen" else "plain"
        for end, alternative in (("lower", "greater"), ("upper", "less")):
            if is_inside(row, end):
                error = "%.17g" % ((1 - round(float(row["conf"]), 12)) / 2)
                yield [row["case_id"]] + arms(row) + [SCALE[row["estimand"]], row[end], variance, alternative,
                                                      error] + tail(row)


def make_rates(rows, methods, peers):
    yield ["case", "conversions", "visitors", "confidence", "lower", "upper"] + TAIL
    for row in select(rows, methods, peers, lambda r: (r["case_id"], r["conf"])):
        yield [row["case_id"], count(row["x"]), count(row["n"]), row["conf"], row["lower"], row["upper"]] + tail(row)


KINDS = [
    ("two_prop_tests.csv", TESTS, make_tests),
    ("two_prop_ci.csv", EFFECTS, make_effects),
    ("two_prop_ci.csv", MARGINS, make_margins),
    ("one_prop_ci.csv", RATES, make_rates),
]


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    folder, wanted = sys.argv[1], set(sys.argv[2:])
    target = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "tests", "reference")
    for file, tables, make in KINDS:
        with open(os.path.join(folder, file), newline="", encoding="utf-8") as handle:
            rows = list(csv.DictReader(handle))
        for name, (methods, peers) in tables.items():
            if wanted and name not in wanted:
                continue
            lines = list(make(rows, methods, peers))
            with open(os.path.join(target, name + ".csv"), "w", encoding="utf-8") as out:
                out.writelines(",".join(line) + "\n" for line in lines)
            print(f"{name}: {len(lines) - 1} rows")


if __name__ == "__main__":
    main()
