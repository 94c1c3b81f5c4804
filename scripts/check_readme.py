"""Runs every ```console block of the README: "$ command" lines, each followed by what it prints.

check_readme.py BUILD_DIR [--record]     --record writes what was printed into the README

Commands run in the project's folder with the built program first on PATH, standard error after
standard output. A line "..." in the expected text stands for any number of lines.
"""

import os
import pathlib
import re
import subprocess
import sys

README = pathlib.Path("README.md")
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run(command, build):
    """What `command` prints, as a person would see it."""
    environment = {"PATH": f"{build}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", "TERM": "dumb", "HOME": "/"}
    done = subprocess.run(["bash", "-c", command], env=environment, stdin=subprocess.DEVNULL, timeout=120,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.stdout.decode("utf-8")


def steps(block):
    """Pairs (command, expected output) of one block; a command goes on after a backslash."""
    found = []
    for line in block.splitlines(keepends=True):
        if line.startswith("$ "):
            found.append([line[2:], ""])
        elif found and not found[-1][1] and found[-1][0].endswith("\\\n"):
            found[-1][0] += line
        elif found:
            found[-1][1] += line
        else:
            raise SystemExit(f"README: a console block begins without a command: {line!r}")
    return found


def matches(expected, printed):
    """True where they agree; "..." alone on a line stands for anything."""
    parts = expected.split("...\n")
    pattern = "(?:.*\n)*".join(re.escape(part) for part in parts)
    return re.fullmatch(pattern, printed) is not None


def record(text, build):
    """The README with every block's output as printed now; blocks with "..." are kept."""

    def rewrite(match):
        lines = ""
        for command, expected in steps(match[1]):
            printed = run(command, build)
            lines += f"$ {command}" + (expected if matches(expected, printed) else printed)
        return f"```console\n{lines}```"

    return BLOCK.sub(rewrite, text)


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    text = README.read_text(encoding="utf-8")
    if "--record" in sys.argv[2:]:
        README.write_text(record(text, build), encoding="utf-8")
        return 0
    passed = failed = 0
    for block in BLOCK.findall(text):
        for command, expected in steps(block):
            printed = run(command, build)
            if matches(expected, printed):
                passed += 1
                continue
            failed += 1
            print(f"$ {command}--- expected\n{expected}--- printed\n{printed}---")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
