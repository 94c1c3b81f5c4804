"""Reading users and events at speed, against DuckDB and a bare scan in the same run: large.py BUILD_DIR

20 million rows of each shape (LARGE_ROWS says otherwise), a tenth of the lines with a quoted field, files in the
page cache. Each line is the best of several runs of the whole process. DuckDB comes from npm (@duckdb/node-api) into
the build folder; without npm its lines are left out. Fails over a limit.
"""

import csv
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from run import best  # noqa: E402

ROWS = int(os.environ.get("LARGE_ROWS", "20000000"))
THREADS = 2
MEGA = 1e6


class Bench:
    """The folder of the inputs, the program, and whether all limits held so far."""

    def __init__(self, build):
        self.program = str(build / "convstat")
        self.scan = str(build / "tests/bench/bench_memchr_scan")
        self.generator = str(build / "gen_events")
        self.folder = build / "bench"
        self.held = True
        self.duckdb = self.install_duckdb()

    def install_duckdb(self):
        """True where the peer can be asked."""
        if not shutil.which("node") or not shutil.which("npm"):
            print("no node and npm here: DuckDB is left out")
            return False
        if not (self.folder / "node_modules/@duckdb/node-api").exists():
            command = ["npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(self.folder),
                       "@duckdb/node-api"]
            if subprocess.run(command, check=False).returncode != 0:
                print("DuckDB could not be installed: it is left out")
                return False
        return True

    def file(self, name, rows, *options):
        """An input, made once and read once, so that it is in the page cache."""
        path = self.folder / f"{name}-{rows}.csv"
        if not path.exists():
            part = path.with_suffix(".part")
            with open(part, "wb") as out:
                subprocess.run([self.generator, "--rows", str(rows), *options], stdout=out, check=True)
            part.rename(path)
        subprocess.run([self.scan, str(path)], stdout=subprocess.DEVNULL, check=True)
        return path

    def ask(self, path, threads, *options, runs=3):
        """Best seconds and peak MB of `count`, and what it printed."""
        command = [self.program, "count", "--threads", str(threads), *options, str(path)]
        seconds, peak = best(command, runs)
        return seconds, peak, subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True,
                                             text=True).stdout

    def peer(self, question, path, runs=2):
        """The same of DuckDB, whose seconds are those of the query alone."""
        command = ["node", "tests/bench/duckdb.mjs", question, str(path), str(THREADS)]
        found = []
        for _ in range(runs):
            done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True,
                                  env={**os.environ, "BENCH_MODULES": str(self.folder)})
            found.append(json.loads(done.stdout))
        return min(found, key=lambda answer: answer["seconds"])

    def ask_peer(self, question, path):
        """Its seconds and its whole answer, of one run; without the peer none, in no time at all."""
        answer = self.peer(question, path, runs=1) if self.duckdb else {"seconds": 0}
        return answer["seconds"], answer

    def line(self, name, path, rows, seconds, peak):
        """Prints one measurement."""
        megabytes = path.stat().st_size / MEGA
        print(f"{name:44} {seconds:7.3f} s {rows / seconds / MEGA:7.1f} M rows/s {megabytes / seconds:6.0f} MB/s"
              f" {peak:7.0f} MB")

    def ratio(self, name, value, limit, at_least):
        """Prints one ratio beside its limit."""
        within = value >= limit if at_least else value <= limit
        self.held = self.held and within
        print(f"  {name:42} {value:7.2f}   {'at least' if at_least else 'at most'} {limit:g}"
              f"{'' if within else '  MISSED'}", flush=True)

    def check(self, name, same):
        """Two answers that must agree."""
        self.held = self.held and same
        print(f"  {name:42} {'the same' if same else 'DIFFER  MISSED'}", flush=True)


def counts(text):
    """Rows of a counts file as lists, without the header, sorted."""
    return sorted(row[:1] + [f"{float(v):.0f}" for v in row[1:]] for row in list(csv.reader(io.StringIO(text)))[1:])


def agree(mine, peer):
    """The peer's counts are the leading columns of ours."""
    theirs = [row[:1] + [f"{float(v):.0f}" for v in row[1:]] for row in peer["rows"]]
    return len(mine) == len(theirs) and all(m[0] == t[0] and m[1:3] == t[1:3] for m, t in zip(mine, theirs))


def after_pause(measure):
    """Once the system has dealt with the memory that the process before has given back."""
    time.sleep(2)
    return measure()


def by_turns(rounds, *measures):
    """The best of each measure, whose first item is its seconds: taken by turns, as the machine is faster now and
    then, for seconds on end."""
    seen = [[after_pause(measure) for measure in measures] for _ in range(rounds)]
    return [min(column, key=lambda answer: answer[0]) for column in zip(*seen)]


def bench_rows(bench, users):
    """Each row a unit: the reader alone."""
    alone = ["--user", "none"]
    one, two, scan, peer = by_turns(4, lambda: bench.ask(users, 1, *alone, runs=2),
                                    lambda: bench.ask(users, THREADS, *alone, runs=3),
                                    lambda: best([bench.scan, str(users)], 2),
                                    lambda: bench.ask_peer("none", users))
    bench.line("users to counts, no ids, 1 thread", users, ROWS, *one[:2])
    bench.line("users to counts, no ids, 2 threads", users, ROWS, *two[:2])
    bench.line("memchr over a map, 1 thread", users, ROWS, scan[0], 0)
    bench.ratio("1 thread over the scan", one[0] / scan[0], 1.7, False)
    bench.ratio("2 threads over 1", one[0] / two[0], 1.7, True)
    if bench.duckdb:
        bench.line("DuckDB, 2 threads", users, ROWS, peer[0], peer[1]["peak"])
        bench.ratio("speed over DuckDB's", peer[0] / two[0], 7, True)
        bench.check("counts", agree(counts(two[2]), peer[1]))


def bench_sums(bench, users):
    """The same, with an amount of money in each row."""
    own, peer = by_turns(3, lambda: bench.ask(users, THREADS, "--user", "none", "--value", "revenue", runs=3),
                         lambda: bench.ask_peer("sums", users))
    bench.line("the same with sums of revenue, 2 threads", users, ROWS, *own[:2])
    if bench.duckdb:
        bench.line("DuckDB, 2 threads", users, ROWS, peer[0], peer[1]["peak"])
        bench.ratio("speed over DuckDB's", peer[0] / own[0], 7, True)
        bench.check("counts", agree(counts(own[2]), peer[1]))


def bench_quotes(bench):
    """Every text in quotes, and none."""
    plain, quoted = bench.file("plain", ROWS), bench.file("quoted", ROWS, "--quote-all")
    without, within = by_turns(3, lambda: bench.ask(plain, 1, "--user", "none"),
                               lambda: bench.ask(quoted, 1, "--user", "none"))
    bench.line("no quotes at all, 1 thread", plain, ROWS, *without[:2])
    bench.line("every text quoted, 1 thread", quoted, ROWS, *within[:2])
    bench.ratio("time a row over that without quotes", within[0] / without[0], 1.8, False)


def bench_users(bench, users):
    """Each user once, checked for another arm."""
    own, peer = by_turns(2, lambda: bench.ask(users, THREADS), lambda: bench.ask_peer("users", users))
    bench.line("users to counts, 2 threads", users, ROWS, *own[:2])
    if bench.duckdb:
        bench.line("DuckDB, by user and then by arm", users, ROWS, peer[0], peer[1]["peak"])
        bench.ratio("speed over DuckDB's", peer[0] / own[0], 6, True)
        bench.check("counts", agree(counts(own[2]), peer[1]))


def bench_funnel(bench):
    """Four ordered steps, a quarter as many users as events."""
    events = bench.file("events", ROWS, "--shape", "events", "--quoted", "0.1")
    steps = ["--steps", "view,cart,checkout,purchase"]
    own, joins, lists = by_turns(2, lambda: bench.ask(events, THREADS, *steps),
                                 lambda: bench.ask_peer("funnel-joins", events),
                                 lambda: bench.ask_peer("funnel-lists", events))
    bench.line("four ordered steps, 2 threads", events, ROWS, *own[:2])
    if not bench.duckdb:
        return
    peer = min(joins, lists, key=lambda answer: answer[0])
    bench.line("DuckDB, the better of two queries", events, ROWS, peer[0], peer[1]["peak"])
    bench.ratio("speed over DuckDB's", peer[0] / own[0], 7, True)
    mine = [row[:1] + row[-4:] for row in counts(own[2])]
    bench.check("users of each step", mine == sorted(peer[1]["rows"]))


def bench_sizes(bench):
    """From a million rows up: cost in step with rows; and memory that is short."""
    small = bench.file("users", 1000000, "--quoted", "0.1")
    seconds, peak, _ = bench.ask(small, THREADS, runs=10)
    bench.line("a million rows, 2 threads", small, 1000000, seconds, peak)
    bench.ratio("seconds of the process", seconds, 0.1, False)
    large_rows = ROWS * 5 // 2
    large = bench.file("users", large_rows, "--quoted", "0.1")
    rates = []
    for path, rows in ((small, 1000000), (large, large_rows)):
        seconds, peak, _ = bench.ask(path, THREADS, "--user", "none")
        bench.line(f"{rows:,} rows, no ids", path, rows, seconds, peak)
        rates.append(rows / seconds)
    bench.ratio("rows a second, largest over smallest", rates[1] / rates[0], 0.9, True)
    free, peak, unlimited = bench.ask(large, THREADS, runs=1)
    bench.line(f"{large_rows:,} users", large, large_rows, free, peak)
    seconds, peak, limited = bench.ask(large, THREADS, "--memory", "1G", runs=1)
    bench.line(f"{large_rows:,} users, --memory 1G", large, large_rows, seconds, peak)
    bench.check("counts with and without the limit", unlimited == limited)


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    bench = Bench(build)
    print(f"\nlarge files: {ROWS:,} rows\n{'':44} {'time':>9}", flush=True)
    users = bench.file("users", ROWS, "--quoted", "0.1")
    bench_rows(bench, users)
    bench_sums(bench, users)
    bench_quotes(bench)
    bench_users(bench, users)
    bench_funnel(bench)
    bench_sizes(bench)
    return 0 if bench.held else 1


if __name__ == "__main__":
    sys.exit(main())
