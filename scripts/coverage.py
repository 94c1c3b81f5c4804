"""Lines of src that the tests of a coverage build executed: coverage.py BUILD_DIR

Prints the files with the most lines never executed, each layer's share and the whole.
"""

import collections
import gzip
import json
import pathlib
import subprocess
import sys
import tempfile

SHOWN = 15


def executed_lines(build):
    """{file: {line: times executed}} over all object files."""
    lines = collections.defaultdict(lambda: collections.defaultdict(int))
    notes = [str(p.resolve()) for p in build.glob("*/*.gcda")]
    with tempfile.TemporaryDirectory() as folder:
        if notes:
            subprocess.run(["gcov", "--json-format", *notes], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        for path in pathlib.Path(folder).glob("*.gcov.json.gz"):
            for file in json.loads(gzip.decompress(path.read_bytes()))["files"]:
                for line in file["lines"] if file["file"].startswith("src/") else []:
                    lines[file["file"]][line["line_number"]] += line["count"]
    return lines


def share(pairs):
    """'hit of all, per cent' of an iterable of (hit, all)."""
    hit, total = map(sum, zip(*pairs))
    return f"{hit:6d} of {total:6d} lines  {100 * hit / total:5.1f}%"


def main():
    lines = executed_lines(pathlib.Path(sys.argv[1]))
    if not lines:
        print("no coverage data")
        return 1
    files = {name: (sum(1 for n in counts.values() if n), len(counts)) for name, counts in lines.items()}
    worst = sorted(files, key=lambda name: files[name][0] - files[name][1])[:SHOWN]
    for name in worst:
        print(f"{share([files[name]])}  {name}")
    for layer in sorted({name.split("/")[1] for name in files}):
        print(f"{share([v for k, v in files.items() if k.split('/')[1] == layer])}  {layer}")
    print(f"{share(files.values())}  in all")
    return 0


if __name__ == "__main__":
    sys.exit(main())
