"""Every golden JSON document holds its schema: src/report/schema/<command>.schema.json.

A golden case counts when it asks for JSON, succeeds and shows the whole document.
"""

import json
import pathlib
import re
import sys

import jsonschema

CASES = pathlib.Path("tests/cli")
SCHEMAS = pathlib.Path("src/report/schema")
WANTS_JSON = re.compile(r"(-f ?|--format[ =])json\b")


def refuse(constant):
    raise ValueError(f"{constant} is no JSON")


def cases():
    """Pairs (case, text of its document)."""
    for command in sorted(CASES.glob("*.cmd")):
        out, code = command.with_suffix(".out"), command.with_suffix(".exit")
        failed = code.exists() and code.read_text().strip() not in ("0", "1")
        if WANTS_JSON.search(command.read_text(encoding="utf-8")) and out.exists() and not failed:
            text = out.read_text(encoding="utf-8")
            if text.lstrip().startswith("{"):
                yield command.name, text


def validators():
    """A validator for each schema, by command; the schemas themselves are checked first."""
    found = {}
    for path in sorted(SCHEMAS.glob("*.schema.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        cls = jsonschema.validators.validator_for(schema)
        cls.check_schema(schema)
        found[path.name.split(".")[0]] = cls(schema)
    return found


def problems(text, known):
    """Sentences about one document."""
    try:
        document = json.loads(text, parse_constant=refuse)
    except ValueError as error:
        return [str(error)]
    name = re.fullmatch(r"convstat\.([a-z-]+)/\d+", document.get("schema", ""))
    if not name or name[1] not in known:
        return [f"no schema for {document.get('schema')!r}"]
    errors = known[name[1]].iter_errors(document)
    return [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:300]}" for e in errors]


def main():
    known = validators()
    passed = failed = 0
    for name, text in cases():
        found = problems(text, known)
        for problem in found[:5]:
            print(f"{name}: {problem}")
        failed += bool(found)
        passed += not found
    if not known or passed + failed == 0:
        print("no schema or no golden JSON to hold against it")
        failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
