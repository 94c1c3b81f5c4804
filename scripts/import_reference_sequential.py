#!/usr/bin/env python3
"""Makes tests/reference/seq_*.csv from a folder of published reference numbers.

usage: import_reference_sequential.py FOLDER

FOLDER holds group_sequential.csv and group_sequential_analysis.csv, long tables of one number a row
with a source. Rows of role "truth" (recursive integration with 700 nodes a look) are taken, and
gsDesign's sequential p-values. Here a row is a case and a quantity, and `value` the list over its
looks. `alpha` is that of both sides together where `sided` is 2; drifts are means of Z at information 1.
"""
import csv
import math
import os
import sys

FAMILIES = {"OF": "obrien-fleming", "P": "pocock-bounds", "WT": "wang-tsiatis", "asOF": "obf", "asP": "pocock",
            "asHSD": "hsd", "asKD": "kim-demets", "": ""}
DESIGN = ["case", "family", "parameter", "t", "sided", "alpha", "beta", "futility", "beta_family", "beta_parameter",
          "quantity", "value", "source"]
ANALYSIS = ["case", "family", "parameter", "t", "sided", "alpha", "stage", "z", "drift", "upper", "lower",
            "quantity", "look", "value", "source"]
# Analyses were made on a mean with standard deviation 1 and 1,000 observations: drift = mean sqrt(1000).
OBSERVATIONS = 1000


def read(folder, name):
    """Rows of a table, truth and gsDesign's sequential p-values."""
    with open(os.path.join(folder, name), newline="", encoding="utf-8") as handle:
        return [r for r in csv.DictReader(handle) if r["role"] == "truth" or r["quantity"] == "sequential_p_value"]


def plain(text):
    """Our tables have no quoted fields."""
    return text.replace(",", ";").replace('"', "'")


def grouped(rows, key):
    """Rows of equal key, in the order of their first."""
    groups = {}
    for row in rows:
        groups.setdefault(tuple(row[k] for k in key), []).append(row)
    return groups.values()


def design_lines(rows):
    yield DESIGN
    for group in grouped(rows, ("case_id", "quantity")):
        row = group[0]
        futility = {"none": "none", "nonbinding": "non-binding", "binding": "binding"}[row["futility"]]
        yield [row["case_id"], FAMILIES[row["family"]], row["param"], row["t"], row["sided"], row["alpha"],
               row["beta"], futility, FAMILIES[row["fut_family"]], row["fut_param"], row["quantity"],
               ";".join(r["value"] for r in group), plain(row["source"])]


def extra_of(text):
    """The settings of one analysis: upper, lower, n.I_k, interim, theta."""
    parts = {}
    for part in text.replace(";n.I_k", "|n.I_k").replace(";theta", "|theta").split("|"):
        name, _, value = part.partition("=")
        parts[name] = value
    return parts


def drift_of(row, extra):
    """Mean of Z at information 1, from an effect on the mean or on gsDesign's information scale."""
    if "theta" not in extra:
        return ""
    last = float(extra["n.I_k"]) if "n.I_k" in extra else OBSERVATIONS
    return repr(float(extra["theta"]) * math.sqrt(last))


def analysis_lines(rows):
    yield ANALYSIS
    for found in grouped(rows, ("case_id", "quantity", "extra", "stage", "options")):
        row = found[0]
        group = list({r["look"]: r for r in found}.values())  # one case has the same effect twice
        if row["family"] not in FAMILIES:
            continue
        extra = extra_of(row["extra"])
        parameter = row["param"] or ("-4" if row["family"] == "asHSD" else "")  # gsDesign's own gamma
        yield [row["case_id"], FAMILIES[row["family"]], parameter, row["t"], row["sided"],
               row["alpha"], extra.get("interim", row["stage"]), row["z_path"], drift_of(row, extra),
               extra.get("upper", ""), extra.get("lower", ""), row["quantity"], ";".join(r["look"] or "0" for r in group),
               ";".join(r["value"] for r in group), plain(row["source"])]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    target = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "tests", "reference")
    for name, table, make in (("seq_plan", "group_sequential.csv", design_lines),
                              ("seq_analysis", "group_sequential_analysis.csv", analysis_lines)):
        lines = list(make(read(sys.argv[1], table)))
        with open(os.path.join(target, name + ".csv"), "w", encoding="utf-8") as out:
            out.writelines(",".join(line) + "\n" for line in lines)
        print(f"{name}: {len(lines) - 1} rows")


if __name__ == "__main__":
    main()
