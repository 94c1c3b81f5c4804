"""Golden pictures are well-formed SVG that asks for nothing: check_svg.py FILE...

No script, no link, no foreign element or attribute; every id once and every reference to one that
exists; coordinates with two decimals at most; a name and a description for each picture.
"""

import pathlib
import re
import sys
import xml.etree.ElementTree as tree

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"svg", "title", "desc", "style", "rect", "g", "path", "text", "clipPath"}
ATTRIBUTES = {"class", "viewBox", "width", "height", "x", "y", "d", "id", "role", "aria-labelledby", "transform",
              "text-anchor", "direction", "unicode-bidi", "stroke-dasharray", "fill-opacity", "clip-path"}
LONG_NUMBER = re.compile(r"\d\.\d{3}")


def check_element(element):
    """Sentences about one element."""
    name = element.tag.removeprefix(SVG)
    if not element.tag.startswith(SVG) or name not in ELEMENTS:
        yield f"element {element.tag}"
    for attribute, value in element.attrib.items():
        if attribute not in ATTRIBUTES:
            yield f"attribute {attribute} of {name}"
        if LONG_NUMBER.search(value):
            yield f"{attribute}={value[:40]!r} has more than two decimals"
    if name == "style" and re.search(r"url|@import|expression", element.text or ""):
        yield "a style that asks for something"


def check_references(root):
    """Ids, and what points at them."""
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    if len(ids) != len(set(ids)):
        yield "an id stands twice"
    for element in root.iter():
        wanted = (element.get("aria-labelledby") or "").split()
        clip = re.fullmatch(r"url\(#(.+)\)", element.get("clip-path", ""))
        for reference in wanted + ([clip[1]] if clip else []):
            if reference not in ids:
                yield f"#{reference} does not exist"


def problems(path):
    """Sentences about one file."""
    try:
        root = tree.fromstring(path.read_bytes())
    except tree.ParseError as error:
        return [str(error)]
    found = [p for element in root.iter() for p in check_element(element)]
    pictures = [e for e in root.iter(SVG + "svg") if e.get("role") == "img"]
    for picture in pictures:
        if not (picture.findtext(SVG + "title") and picture.findtext(SVG + "desc")):
            found.append("a picture without a name or a description")
    if not pictures and root.find(SVG + "text") is None:
        found.append("nothing is drawn")
    return found + list(check_references(root))


def main():
    paths = [pathlib.Path(p) for p in sys.argv[1:]]
    failed = 0
    for path in paths:
        for problem in problems(path)[:5]:
            print(f"{path.name}: {problem}")
            failed += 1
    if len(paths) < 2:
        print("hardly a picture to check")
        failed += 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
