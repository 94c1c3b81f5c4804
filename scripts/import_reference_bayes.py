#!/usr/bin/env python3
"""Writes the reference tables of the Bayesian answers.

usage: import_reference_bayes.py DIRECTORY [OUTPUT]

DIRECTORY holds bayes.csv: closed-form sums of 45 digits (mpmath), Gauss-Legendre quadrature on the
log odds (numpy) and stats::integrate (R), for A ~ Beta(aA, bA) and B ~ Beta(aB, bB). Here A is the
control and B the treatment. OUTPUT (tests/reference) receives bayes_compare, bayes_effect, bayes_arms
and bayes_factor, without commas inside fields; the factors are computed here, by exact fractions.

Left out: quadrature of a loss or a tail with aA + bA from 1e5 on, which carries 2e-9 of its beta
distribution function, and of case B032 (shapes of 0.1), whose range ends 1e-4 too early: its own
P(B > A) of two equal arms is 0.49992. The losses of BM07 (shapes of 0.5) are 5e-10 off for the same
reason: tests/unit/test_bayes_arms.c holds what mpmath gives in 25 digits.
"""

import csv
import sys
from fractions import Fraction
from math import factorial
from pathlib import Path

COMPARED = {"prob_B_gt_A": "p_better", "prob_A_gt_B": "p_worse", "expected_loss_choose_B": "expected_loss_ship",
            "expected_loss_choose_A": "expected_loss_keep", "mean_diff": "mean_difference"}
QUADRATURE_SHAPES_BELOW = 1e5
QUADRATURE_LEAST = 1e-12
# control alpha, beta; conversions and visitors of control, then of treatment
FACTOR_CASES = [(1, 1, 0, 1, 0, 1), (1, 1, 10, 100, 20, 100), (1, 1, 49, 100, 51, 100), (2, 30, 12, 400, 40, 380),
                (1, 1, 0, 1500, 9, 1500), (3, 1, 900, 1000, 905, 1000), (1, 1, 2000, 20000, 2200, 20000),
                (5, 95, 500, 10000, 510, 9000), (1, 1, 100, 3000, 1500, 3000)]


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write(folder, name, columns, rows):
    with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="\n") as file:
        file.write(",".join(columns) + "\n")
        for row in rows:
            file.write(",".join(str(row[column]).replace(",", ";") for column in columns) + "\n")


def is_trusted(row):
    """Truth, and accurate to 1e-9."""
    if row["role"] != "truth":
        return False
    if "numpy" not in row["source"]:
        return True
    if row["case_id"] == "B032":
        return False
    level = "lower" in row["quantity"] or "upper" in row["quantity"]
    small = float(row["aA"]) + float(row["bA"]) < QUADRATURE_SHAPES_BELOW
    return level or (small and float(row["value"]) > QUADRATURE_LEAST)


def pairs(rows):
    for row in rows:
        if row["aB"] and is_trusted(row):
            yield {"case_id": row["case_id"], "alpha1": row["aA"], "beta1": row["bA"], "alpha2": row["aB"],
                   "beta2": row["bB"], "quantity": row["quantity"], "value": row["value"], "source": row["source"]}


def compared(rows):
    for row in pairs(rows):
        if row["quantity"] in COMPARED:
            yield {**row, "quantity": COMPARED[row["quantity"]]}


def effects(rows):
    """`at` is the mass of an interval, the value of an upper tail or the half width of a region."""
    for row in pairs(rows):
        name = row["quantity"]
        if name.startswith(("diff_", "lift_")):
            scale, end, at = name.split("_")
            yield {**row, "scale": {"diff": "difference", "lift": "lift"}[scale], "quantity": end, "at": at}
        elif name.startswith(("prob_diff_gt_", "prob_rope_")):
            kind = "above" if "gt" in name else "region"
            yield {**row, "scale": "difference", "quantity": kind, "at": name.rsplit("_", 1)[1]}


def arms(rows):
    """One row an arm: all shapes, which arm, its two figures."""
    found = {}
    for row in rows:
        if row["case_id"].startswith("BM") and row["role"] == "truth":
            quantity, arm = row["quantity"].rsplit("_arm", 1)
            case = found.setdefault((row["case_id"], int(arm)), {"source": row["source"]})
            case["alpha"], case["beta"] = row["aA"].replace("|", ";"), row["bA"].replace("|", ";")
            case["p_best" if quantity == "prob_best" else quantity] = row["value"]
    for (case, arm), values in found.items():
        if case == "BM07":
            values["expected_loss"] = ""
        yield {"case_id": case, "arm": arm, **values}


def beta_function(a, b):
    return Fraction(factorial(a - 1) * factorial(b - 1), factorial(a + b - 1))


def logarithm(ratio):
    """ln of a fraction to double precision, however large its terms."""
    import decimal

    decimal.getcontext().prec = 40
    return (decimal.Decimal(ratio.numerator).ln() - decimal.Decimal(ratio.denominator).ln())


def factors():
    for a, b, x1, n1, x2, n2 in FACTOR_CASES:
        two = beta_function(a + x1, b + n1 - x1) * beta_function(a + x2, b + n2 - x2)
        one = beta_function(a + x1 + x2, b + n1 + n2 - x1 - x2) * beta_function(a, b)
        yield {"alpha": a, "beta": b, "x1": x1, "n1": n1, "x2": x2, "n2": n2,
               "ln_bayes_factor_10": f"{logarithm(two / one):.20g}", "source": "exact fractions (Python)"}


def main():
    source, folder = Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else "tests/reference")
    rows = read(source / "bayes.csv")
    columns = ["case_id", "alpha1", "beta1", "alpha2", "beta2"]
    write(folder, "bayes_compare", columns + ["quantity", "value", "source"], compared(rows))
    write(folder, "bayes_effect", columns + ["scale", "quantity", "at", "value", "source"], effects(rows))
    write(folder, "bayes_arms", ["case_id", "alpha", "beta", "arm", "p_best", "expected_loss", "source"], arms(rows))
    write(folder, "bayes_factor", ["alpha", "beta", "x1", "n1", "x2", "n2", "ln_bayes_factor_10", "source"], factors())


if __name__ == "__main__":
    main()
