#!/usr/bin/env python3
"""Writes the reference tables of the methods for several arms, strata and the sample ratio.

usage: import_reference_several.py DIRECTORY [OUTPUT]

DIRECTORY holds multi_variant.csv and srm.csv: results of R, statsmodels, scipy, metafor, DescTools
and of 40-digit formulas (mpmath). OUTPUT (tests/reference) receives one table a method, without
commas inside fields. Rows of scripts/reference_several.R are appended where R is installed.
"""

import csv
import subprocess
import sys
from collections import defaultdict
from pathlib import Path


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def plain(text):
    return text.replace(",", ";")


def write(folder, name, columns, rows):
    with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="\n") as file:
        file.write(",".join(columns) + "\n")
        for row in rows:
            file.write(",".join(plain(str(row.get(column, ""))) for column in columns) + "\n")


def arms_of(dataset):
    conversions, visitors = dataset.split("|")
    whole = [f"{float(n):.0f}" for n in visitors[2:].split(";")]
    return ";".join(f"{float(x):.0f}" for x in conversions[2:].split(";")), ";".join(whole)


def adjusted(rows, method):
    """One row a family and source; p-values of the families K* are those of pairwise_raw."""
    raw = defaultdict(dict)
    families = defaultdict(dict)
    for row in rows:
        if row["method"] == "pairwise_raw":
            raw[row["dataset"]].setdefault(row["item"], row["p_value"])
        if row["method"] == f"padj_{method}":
            families[row["case_id"], row["dataset"], row["source"]][row["item"]] = row["p_value"]
    for (case, dataset, source), values in families.items():
        if dataset.startswith("p="):
            p_values = dataset[2:].split(";")
        else:
            p_values = [raw[dataset].get(item) for item in values]
        if None in p_values or len(p_values) != len(values):
            continue
        yield {"case_id": case, "p": ";".join(p_values), "adjusted": ";".join(values.values()), "source": source}


def dunnett(rows):
    families = defaultdict(list)
    for row in rows:
        if row["method"] == "dunnett_z" and row["role"] == "truth":
            families[row["case_id"], row["dataset"], row["source"]].append(row)
    for (case, dataset, source), items in families.items():
        x, n = arms_of(dataset)
        widest = max(items, key=lambda item: abs(float(item["statistic"])))
        estimate, upper = float(widest["estimate"]), float(widest["upper"])
        yield {
            "case_id": case, "x": x, "n": n, "alternative": "two-sided", "source": source,
            "statistic": ";".join(item["statistic"] for item in items),
            "adjusted": ";".join(item["p_value"] for item in items),
            "critical": repr((upper - estimate) * float(widest["statistic"]) / estimate),
        }


def tables(rows, method, role=None):
    for row in rows:
        if row["method"] == method and (role is None or row["role"] == role):
            x, n = arms_of(row["dataset"])
            yield {**row, "x": x, "n": n}


def strata(rows, methods):
    """dim=2x2xK, column major [row, column, stratum]; the first row is taken as the treatment."""
    for row in rows:
        if row["method"] not in methods or "dim=2x2x" not in row["dataset"]:
            continue
        cells = [int(float(cell)) for cell in row["dataset"].split("colmajor=")[1].split(";")]
        lists = {"x1": [], "n1": [], "x2": [], "n2": []}
        for a, c, b, d in zip(*[iter(cells)] * 4):
            lists["x1"].append(c), lists["n1"].append(c + d), lists["x2"].append(a), lists["n2"].append(a + b)
        yield {**row, "quantity": row["method"], **{key: ";".join(map(str, value)) for key, value in lists.items()}}


def sample_ratio(rows):
    kept = {"chisq", "p_chisq", "log10_p_chisq", "p_exact_multinomial_minlike", "p_exact_binomial_minlike"}
    for row in rows:
        if row["kind"] == "gof" and row["quantity"] in kept:
            yield {**row, "counts": ";".join(f"{float(c):.0f}" for c in row["counts"].split(";"))}


def tukey(rows):
    for row in rows:
        if row["method"] == "ptukey" and row["df"] == "Inf":
            yield {"case_id": row["case_id"], "arms": row["dataset"].split(";")[0][2:], "q": row["statistic"],
                   "p_value": row["p_value"], "source": row["source"]}


def append_computed(folder):
    script = Path(__file__).with_name("reference_several.R")
    subprocess.run(["Rscript", "--vanilla", str(script), str(folder)], check=True)


def main():
    source, folder = Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else "tests/reference")
    rows, ratios = read(source / "multi_variant.csv"), read(source / "srm.csv")
    for theirs, ours in [("BH", "bh"), ("BY", "by"), ("bonferroni", "bonferroni"), ("hochberg", "hochberg"),
                         ("holm", "holm"), ("hommel", "hommel"), ("sidak", "sidak")]:
        write(folder, f"adjust_{ours}", ["case_id", "p", "adjusted", "source"], adjusted(rows, theirs))
    write(folder, "adjust_dunnett",
          ["case_id", "x", "n", "factor", "alternative", "statistic", "adjusted", "ln_adjusted", "critical", "source"],
          dunnett(rows))
    write(folder, "adjust_dunnett_stepdown", ["case_id", "factor", "alternative", "statistic", "adjusted", "source"], [])
    write(folder, "adjust_none", ["case_id", "p", "adjusted", "source"], [])
    columns = ["case_id", "x", "n", "statistic", "df", "p_value", "estimate", "source"]
    write(folder, "omnibus_chisq", columns, tables(rows, "chisq_kx2"))
    write(folder, "trend_cochran_armitage", columns, tables(rows, "cochran_armitage", "truth"))
    columns = ["case_id", "quantity", "x1", "n1", "x2", "n2", "statistic", "df", "p_value", "estimate", "lower",
               "upper", "source"]
    write(folder, "strata_mantel_haenszel", columns, strata(rows, {"cmh", "mh_OR", "mh_RR", "mh_RD"}))
    write(folder, "strata_breslow_day", columns, strata(rows, {"breslow_day_tarone"}))
    write(folder, "pairs_tukey", ["case_id", "arms", "q", "p_value", "source"], tukey(rows))
    write(folder, "srm", ["case_id", "counts", "weights", "quantity", "value", "source"], sample_ratio(ratios))
    append_computed(folder)


if __name__ == "__main__":
    main()
