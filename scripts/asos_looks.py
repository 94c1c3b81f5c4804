#!/usr/bin/env python3
"""How often real experiments stop: the ASOS data (Liu, Cardoso, Couturier & McCoy 2021, NeurIPS Datasets and
Benchmarks), metric 1, as `convstat monitor` sees them.

    asos_looks.py PROGRAM asos_digital_experiments_dataset.csv

Each of the 99 comparisons has cumulative visitors and means of a 0/1 metric over time; a time is a day here (its place
in the order), conversions are count x mean, rounded. Three ways to look at each:

    fixed    the plain test at every time: p < 0.05 somewhere, and at the last time
    anytime  monitor's default, a look at every time
    group    five looks at equal steps of the visitors at the last time, O'Brien-Fleming-like spending

A total that falls is an error of the input to a monitor: the few times that a later one takes back are left out.
Prints how often each of them stops, and a line for each comparison with --list.
"""

import argparse
import collections
import csv
import datetime
import json
import pathlib
import subprocess
import sys
import tempfile

METRIC = "1"
FIRST_DAY = datetime.date(2020, 1, 1)
LOOKS = 5


def read_comparisons(path):
    """Rows of each (experiment, variant) in the order of time: (visitors, conversions) of control and treatment."""
    rows = collections.defaultdict(list)
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["metric_id"] != METRIC:
                continue
            control, treatment = (
                (int(float(row[f"count_{arm}"])), round(float(row[f"count_{arm}"]) * float(row[f"mean_{arm}"])))
                for arm in "ct"
            )
            key = row["experiment_id"], row["variant_id"]
            rows[key].append((float(row["time_since_start"]), control, treatment))
    return {key: [pair[1:] for pair in sorted(found)] for key, found in sorted(rows.items())}


def settle(rows):
    """The times whose totals no later time takes back: three comparisons were corrected downwards once."""
    kept = []
    for arms in reversed(rows):
        totals = [total for arm in arms for total in arm]
        if not kept or all(now <= later for now, later in zip(totals, (t for arm in kept[-1] for t in arm))):
            kept.append(arms)
    return kept[::-1]


def write_totals(path, rows):
    """Running totals as a monitor reads them."""
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["date", "variant", "visitors", "conversions"])
        for place, arms in enumerate(rows):
            day = FIRST_DAY + datetime.timedelta(days=place)
            for name, (visitors, conversions) in zip(("control", "treatment"), arms):
                out.writerow([day, name, visitors, conversions])


def monitor(program, path, *options):
    """The one group of a run, as JSON."""
    command = [program, "monitor", "-f", "json", "--cumulative", *options, path]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: exit {run.returncode}: {run.stderr.strip()}")
    return json.loads(run.stdout)["groups"][0]


def look_at(program, folder, rows):
    """What the three readers say of one comparison."""
    path = folder / "totals.csv"
    settled = settle(rows)
    write_totals(path, settled)
    visitors = sum(arm[0] for arm in rows[-1])
    anytime = monitor(program, path)
    group = monitor(program, path, "--looks", str(LOOKS), "--max-sample-size", str(visitors))
    p_nominal = [look["comparisons"][0]["p_nominal"] for look in anytime["looks"]]
    p_nominal = [p for p in p_nominal if p is not None]
    return {
        "times": len(rows),
        "corrected": len(rows) - len(settled),
        "fixed_somewhere": min(p_nominal) < 0.05,
        "fixed_end": p_nominal[-1] < 0.05,
        "anytime": anytime["decision"]["treatments"][0]["code"],
        "group": group["decision"]["treatments"][0]["code"],
        "invalid": anytime["decision"]["code"] == "invalid",
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("data")
    parser.add_argument("--list", action="store_true", help="a line for each comparison")
    arguments = parser.parse_args()
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for key, rows in read_comparisons(arguments.data).items():
            found[key] = look_at(arguments.program, pathlib.Path(folder), rows)
            if arguments.list:
                print(*key, *found[key].values())
    results = found.values()
    print(f"comparisons                       {len(found)}")
    print(f"times in all                      {sum(one['times'] for one in results)}")
    print(f"of them taken back later          {sum(one['corrected'] for one in results)}")
    print(f"fixed test below 0.05 somewhere   {sum(one['fixed_somewhere'] for one in results)}")
    print(f"fixed test below 0.05 at the end  {sum(one['fixed_end'] for one in results)}")
    for reader in "anytime", "group":
        codes = collections.Counter(one[reader] for one in results)
        stops = codes["stop-win"] + codes["stop-harm"]
        print(f"{reader:8}stops with an effect      {stops} ({codes['stop-win']} win, {codes['stop-harm']} harm)")
    print(f"sample ratio broken               {sum(one['invalid'] for one in results)}")


if __name__ == "__main__":
    main()
