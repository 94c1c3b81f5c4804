#!/usr/bin/env python3
"""Makes tests/reference/normal_mixture.csv, anytime_asymptotic.csv, anytime_msprt.csv and the first rows of
srm_sequence.csv from a folder of published reference numbers.

usage: import_reference_anytime.py FOLDER

FOLDER holds confseq.csv, srm.csv and srm_paths.csv, long tables of one number a row with a source. Rows of
role "truth" are taken. Run reference_anytime.py afterwards: it adds to srm_sequence.csv.
"""
import csv
import os
import sys

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests", "reference")


def read(folder, name):
    with open(os.path.join(folder, name), newline="", encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


def write(name, rows):
    with open(os.path.join(OUT, name), "w", newline="", encoding="utf-8") as handle:
        csv.writer(handle, lineterminator="\n").writerows(rows)


def plain(text):
    """Our tables have no quoted fields."""
    return text.replace(",", ";").replace('"', "'")


def params(row):
    return dict(part.split("=") for part in row["params"].split(";"))


def mixture_rows(rows):
    """Bounds and ln e-values of a sum s with intrinsic time v, under the prior that is best at v_opt; of one normal
    mean (Johari et al.), where s and v are in units of the observations and the prior is given as tau2."""
    yield ["case", "quantity", "sides", "s", "v", "alpha", "v_opt", "alpha_opt", "tau2", "value", "source"]
    for row in rows:
        p = params(row) if "=" in row["params"] else {}
        if row["kind"] == "boundary" and row["method"].startswith("normal_mixture"):
            yield [row["case_id"], "bound", 2 if row["method"].endswith("two_sided") else 1, "", row["v"], row["alpha"],
                   p["v_opt"], p["alpha_opt"], "", row["value"], plain(row["source"])]
        if row["kind"] == "log_mixture" and row["method"] == "normal":
            yield [row["case_id"], "ln_e", 1 if p["one_sided"] == "True" else 2, row["s"], row["v"], "", p["v_opt"],
                   p["alpha_opt"], "", row["value"], plain(row["source"])]
        if row["method"] == "msprt_one_sample_normal":
            n, variance = float(row["t"]), float(p["sigma2"])
            excess = float(p["mean"]) - float(p["theta0"])
            yield [row["case_id"], "e", 2, repr(n * excess / variance), repr(n / variance), "", "", "",
                   repr(float(p["tau"]) ** 2), row["value"], plain(row["source"])]


def asymptotic_rows(rows):
    yield ["case", "variance", "visitors", "tune_at", "alpha", "half_width", "source"]
    for row in rows:
        if row["kind"] == "asymp_cs":
            p = params(row)
            yield [row["case_id"], p["var"], p["n"], p["n_opt"], row["alpha"], row["value"], plain(row["source"])]


def msprt_rows(rows):
    yield ["case", "control_conversions", "control_visitors", "treatment_conversions", "treatment_visitors", "tau", "alpha",
           "quantity", "value", "source"]
    for row in rows:
        if row["method"] == "msprt_two_sample_proportions":
            p = params(row)
            yield [row["case_id"], p["x1"], p["n1"], p["x2"], p["n2"], p["tau"], row["alpha"], row["quantity"], row["value"],
                   plain(row["source"])]


def batches(paths, name, last):
    return ";".join(r["counts"] for r in paths if r["path"] == name and int(r["batch"]) <= last)


def srm_rows(rows, paths):
    yield ["case", "visitors", "weights", "concentration", "quantity", "value", "source"]
    for row in rows:
        if row["role"] != "truth" or not row["params"].startswith("alpha=") or "*theta0" not in row["params"]:
            continue
        p = dict(part.split("=") for part in row["params"].split(";"))
        visitors = batches(paths, row["case_id"], int(p["batch"])) if "batch" in p else row["counts"]
        yield [row["case_id"], visitors, row["weights"], p["alpha"].split("*")[0], row["quantity"], row["value"],
               plain(row["source"])]


if __name__ == "__main__":
    confseq = [r for r in read(sys.argv[1], "confseq.csv") if r["role"] == "truth"]
    write("normal_mixture.csv", mixture_rows(confseq))
    write("anytime_asymptotic.csv", asymptotic_rows(confseq))
    write("anytime_msprt.csv", msprt_rows(confseq))
    write("srm_sequence.csv", srm_rows(read(sys.argv[1], "srm.csv"), read(sys.argv[1], "srm_paths.csv")))
