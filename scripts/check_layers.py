"""Layers: includes point down only, each library stays in its layer, and so do its names.

Reads src/ alone and names every line that breaks a rule. The rules are the tables below.
"""

import pathlib
import re
import sys

from c_source import tokens

LAYERS = ["base", "num", "stat", "data", "analysis", "report", "cli"]
# Down, and forbidden all the same: reading counts needs no statistics, and a report shows result
# structs, whatever method made them.
FORBIDDEN = {("data", "stat"), ("report", "stat"), ("report", "data")}

TOP_LEVEL = {"src", "include", "tests", "datasets", "scripts", "Makefile", "README.md", "LICENSE", "build"}

LIBRARY_HEADERS = [
    (re.compile(r"gsl/"), {"num"}),
    (re.compile(r"Rmath\.h$"), {"num"}),
    (re.compile(r"(csv|zlib|zstd|iconv|pthread)\.h$"), {"data"}),
    (re.compile(r"simde/"), {"data"}),
    (re.compile(r"utf8proc\.h$"), {"base/utf8.c"}),
    (re.compile(r"jansson\.h$"), {"base/json.c", "base/json_hold.h", "base/json_schema.c", "base/json_walk.c"}),
]

STDOUT = {"printf", "fprintf", "vprintf", "vfprintf", "puts", "fputs", "putchar", "perror", "stdout", "stderr"}
PROCESS = {"exit", "_exit", "quick_exit", "abort", "getenv", "secure_getenv", "setenv", "setlocale"}
HEAP = {"malloc", "calloc", "realloc", "free", "strdup", "strndup", "asprintf", "getline", "aligned_alloc"}
# The distributions of R's library, and GSL's whole name space, are called in num alone.
RMATH = re.compile(r"[dpqr](norm|norm5|norm_both|beta|gamma|chisq|binom|nbinom|hyper|pois|tukey|t|f|unif|exp)$")


def within(path, allowed):
    """True where src/<path> is one of the files or lies in one of the folders `allowed`."""
    return path in allowed or path.split("/")[0] in allowed


def include_problem(path, target, quoted):
    """Why src/<path> may not include `target`, or None."""
    layer = path.split("/")[0]
    if quoted:
        other = target.split("/")[0]
        if other not in LAYERS:
            return f'"{target}" is not written as "layer/file.h"'
        if LAYERS.index(other) > LAYERS.index(layer):
            return f'"{target}" lies above {layer}'
        if (layer, other) in FORBIDDEN:
            return f'{layer} must not know {other} ("{target}")'
        return None
    for pattern, allowed in LIBRARY_HEADERS:
        if pattern.match(target) and not within(path, allowed):
            return f"<{target}> belongs to {', '.join(sorted(allowed))}"
    return None


def call_problem(path, name):
    """Why src/<path> may not call or name `name`, or None."""
    layer = path.split("/")[0]
    if name in STDOUT and layer != "cli":
        return f"{name}: only cli prints"
    if name in PROCESS and layer != "cli":
        return f"{name}: only cli ends the process or reads its environment"
    if name in HEAP and path != "base/mem.c":
        return f"{name}: allocation goes through base/mem"
    if (RMATH.match(name) or name.startswith("gsl_")) and layer != "num":
        return f"{name}: only num calls the numerical libraries"
    return None


def problems(path, text):
    """Pairs (line, sentence) for one file of src/."""
    found = tokens(text)
    for i, token in enumerate(found):
        if token.kind == "directive":
            match = re.match(r'#\s*include\s*([<"])([^>"]+)', token.text)
            problem = match and include_problem(path, match[2], match[1] == '"')
        elif token.kind == "word":
            called = i + 1 < len(found) and found[i + 1].text == "("
            member = i > 0 and found[i - 1].text in (".", ">")
            named = token.text in ("stdout", "stderr")
            problem = call_problem(path, token.text) if (called or named) and not member else None
        else:
            problem = None
        if problem:
            yield token.line, problem


def main():
    root = pathlib.Path("src")
    files = sorted(p for p in root.glob("*/*") if p.suffix in (".c", ".h", ".def", ".inc"))
    bad = 0
    for stray in sorted(p.name for p in pathlib.Path(".").iterdir() if p.name[0] != "." and p.name not in TOP_LEVEL):
        print(f"{stray}: does not belong at the top level")
        bad += 1
    for file in files:
        path = file.relative_to(root).as_posix()
        if path.split("/")[0] not in LAYERS:
            print(f"{file}: no such layer")
            bad += 1
            continue
        for line, problem in problems(path, file.read_text(encoding="utf-8")):
            print(f"{file}:{line}: {problem}")
            bad += 1
    print(f"{len(files)} files, {bad} out of their layer")
    return 1 if bad or not files else 0


if __name__ == "__main__":
    sys.exit(main())
