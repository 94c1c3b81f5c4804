"""Time and memory of the program against the limits asked for: run.py BUILD_DIR [NAME...]

Each line is the best of several runs of the whole process, pinned to one core, its output thrown
away, beside what a bare libcsv pass over the same file takes in the same minute. Fails over a
limit. Then every other bench program prints its own lines.
"""

import datetime
import os
import pathlib
import random
import shutil
import subprocess
import sys
import time

EXPERIMENTS = 100_000
PASSES = {"bench_csv_pass", "bench_memchr_scan"}  # asked for by name
MEGABYTE = 1024.0  # ru_maxrss counts kilobytes

# name, input, arguments after the command, runs, limit in seconds, limit in MB
CASES = [
    ("one file, text", "small", [], 20, 0.010, None),
    ("one file, json", "small", ["-f", "json"], 20, 0.010, None),
    ("100,000 experiments, csv", "many", ["--by", "experiment", "--method", "score", "-f", "csv"], 3, 2.0, 128),
    ("100,000 experiments, json", "many", ["--by", "experiment", "--method", "score", "-f", "json"], 3, 4.0, 128),
    ("100,000 sparse, auto, csv", "sparse", ["--by", "experiment", "-f", "csv"], 2, 20.0, 128),
    ("100,000 sparse, auto, json", "sparse", ["--by", "experiment", "-f", "json"], 2, 20.0, 128),
]

# The same for plans, which read nothing: closed forms, and enumeration at 5,000 visitors an arm.
PLANS = [
    ("plan, closed form", "--baseline 3.2% --lift 10% --traffic 4000", 20, 0.005),
    ("plan, 20 arms, Dunnett", "--baseline 3.2% --lift 10% --arms 20 --traffic 4000", 20, 0.005),
    ("plan, 20 looks, futility", "--baseline 10% --lift 5% --looks 20 --futility nonbinding", 10, 0.1),
    ("plan, 20 looks, binding", "--baseline 10% --lift 5% --looks 20 --futility binding", 10, 0.1),
    ("plan, 20 looks, classical", "--baseline 10% --lift 5% --looks 20 --bounds obrien-fleming --futility binding", 10, 0.1),
    ("plan, 20 looks, power", "--baseline 10% --lift 5% --looks 20 --futility binding --sample-size 120k", 3, None),
    ("plan, exact power, boschloo", "--baseline 10% --lift 20% --sample-size 10000 --method boschloo", 3, 2.0),
    ("plan, exact size, boschloo", "--baseline 10% --lift 22% --method boschloo", 1, None),
]


# The same for looks at a running test: name, days of the input, arguments, runs, limit in seconds.
LOOKS = 10_000
MONITORS = [
    ("monitor, 28 days, text", "days", [], 20, 0.050),
    ("monitor, 10,000 looks, text", "looks", [], 3, 1.0),
    ("monitor, 10,000 looks, json", "looks", ["-f", "json"], 3, 1.0),
    ("monitor, 10,000 looks, csv", "looks", ["-f", "csv"], 3, 1.0),
    ("monitor, 10,000 looks, msprt", "looks", ["--sequence", "msprt"], 3, 1.0),
    ("monitor, 20 planned looks", "days", ["--looks", "20", "--max-sample-size", "60k"], 10, None),
]

# The design of "plan, 20 looks, futility" by packages of R, the first that is installed: seconds of the call
# alone, without the start of R.
PEERS = [
    ("gsDesign", "gsDesign::gsDesign(k = 20, test.type = 4, alpha = 0.025, beta = 0.2, sfu = gsDesign::sfLDOF,"
                 " sfl = gsDesign::sfLDOF)"),
    ("rpact", "rpact::getDesignGroupSequential(kMax = 20, alpha = 0.025, beta = 0.2, sided = 1,"
              " typeOfDesign = 'asOF', typeBetaSpending = 'bsOF', bindingFutility = FALSE)"),
]


def time_peer():
    """What a package of R takes for the design of 20 looks, as a line."""
    if shutil.which("Rscript"):
        for name, call in PEERS:
            script = f"if (!requireNamespace('{name}', quietly = TRUE)) q(status = 1); cat(system.time({call})[['elapsed']])"
            done = subprocess.run(["Rscript", "-e", script], capture_output=True, text=True, check=False)
            if done.returncode == 0:
                return f"{'the same design, ' + name:28} {float(done.stdout) * 1e3:6.1f} ms, the call alone"
    return "no R with gsDesign or rpact here: nothing to set the plans with looks beside"


def make_inputs(folder):
    """The files of the benches, made once."""
    files = {name: folder / f"{name}.csv" for name in ("small", "many", "sparse")}
    generator = [sys.executable, "scripts/gen_experiments.py", str(EXPERIMENTS)]
    for name, more in (("many", []), ("sparse", ["--sparse"])):
        if not files[name].exists():
            with open(files[name], "wb") as out:
                subprocess.run(generator + more, stdout=out, check=True)
    shutil.copy("datasets/landing_page.csv", files["small"])
    files.update(days=folder / "days.csv", looks=folder / "looks.csv")
    shutil.copy("datasets/daily.csv", files["days"])
    make_looks(files["looks"])
    return files


def make_looks(path):
    """Counts of 10,000 days in two arms alike: every day is a look, and none of them decides."""
    generator = random.Random(2)
    start = datetime.date(1990, 1, 1)
    with open(path, "w", encoding="utf-8") as out:
        out.write("date,variant,visitors,conversions\n")
        for day in range(LOOKS):
            date = start + datetime.timedelta(days=day)
            control = sum(generator.random() < 0.5 for _ in range(1000))
            for arm, visitors in (("control", control), ("new", 1000 - control)):
                out.write(f"{date},{arm},{visitors},{sum(generator.random() < 0.1 for _ in range(visitors))}\n")


def run_once(arguments):
    """(seconds, peak MB) of one process; its exit code must be 0."""
    null = os.open(os.devnull, os.O_RDWR)
    actions = [(os.POSIX_SPAWN_DUP2, null, 0), (os.POSIX_SPAWN_DUP2, null, 1), (os.POSIX_SPAWN_DUP2, null, 2)]
    started = time.perf_counter()
    child = os.posix_spawn(arguments[0], arguments, os.environ, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - started
    os.close(null)
    if status != 0:
        raise SystemExit(f"failed: {' '.join(arguments)}")
    return seconds, usage.ru_maxrss / MEGABYTE


def best(arguments, runs):
    """The quickest time and the largest peak of several runs."""
    seen = [run_once(arguments) for _ in range(runs)]
    return min(s for s, _ in seen), max(m for _, m in seen)


def measure(build, files, wanted):
    """Prints one line a case; True where all limits hold."""
    held = True
    print(f"{'':28} {'time':>9} {'limit':>9} {'peak':>9} {'limit':>7}   over a libcsv pass")
    for name, source, arguments, runs, seconds_max, peak_max in CASES:
        if wanted and not any(word in name for word in wanted):
            continue
        path = str(files[source])
        seconds, peak = best([str(build / "convstat"), "test", *arguments, path], runs)
        floor, _ = best([str(build / "tests/bench/bench_csv_pass"), path], runs)
        within = seconds < seconds_max and (peak_max is None or peak < peak_max)
        held = held and within
        print(f"{name:28} {seconds * 1e3:6.1f} ms {seconds_max * 1e3:6.0f} ms {peak:6.1f} MB"
              f" {f'{peak_max} MB' if peak_max else '':>7}   {seconds / floor:8.1f} x {'' if within else '  OVER THE LIMIT'}")
    return held


def measure_plans(build, wanted):
    """Prints one line a plan; True where all limits hold."""
    held = True
    for name, line, runs, seconds_max in PLANS:
        if wanted and not any(word in name for word in wanted):
            continue
        seconds, peak = best([str(build / "convstat"), "plan", *line.split()], runs)
        within = seconds_max is None or seconds < seconds_max
        held = held and within
        limit = f"{seconds_max * 1e3:6.0f} ms" if seconds_max else f"{'':9}"
        print(f"{name:28} {seconds * 1e3:6.1f} ms {limit} {peak:6.1f} MB{'' if within else '  OVER THE LIMIT'}")
    return held


def measure_monitors(build, files, wanted):
    """Prints one line a run of `monitor`; True where all limits hold."""
    held = True
    for name, source, arguments, runs, seconds_max in MONITORS:
        if wanted and not any(word in name for word in wanted):
            continue
        seconds, peak = best([str(build / "convstat"), "monitor", *arguments, str(files[source])], runs)
        within = seconds_max is None or seconds < seconds_max
        held = held and within
        limit = f"{seconds_max * 1e3:6.0f} ms" if seconds_max else f"{'':9}"
        print(f"{name:28} {seconds * 1e3:6.1f} ms {limit} {peak:6.1f} MB{'' if within else '  OVER THE LIMIT'}")
    return held


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    folder = build / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    files = make_inputs(folder)
    held = measure(build, files, sys.argv[2:])
    held = measure_monitors(build, files, sys.argv[2:]) and held
    held = measure_plans(build, sys.argv[2:]) and held
    print(time_peer())
    for program in sorted((build / "tests/bench").glob("bench_*")):
        if os.access(program, os.X_OK) and program.is_file() and program.suffix == "" and program.name not in PASSES:
            print(f"\n{program.name}", flush=True)
            held = subprocess.run([str(program)], check=False).returncode == 0 and held
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
