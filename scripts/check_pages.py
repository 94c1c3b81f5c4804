"""Every golden page and picture is well formed, loads nothing and leads somewhere.

A page is HTML that parses as XML too. Its own policy is default-src 'none', so whatever it would load is a fault of
ours: elements and attributes that load, styles with url() or @import, scripts, handlers. Links lead into the page or to
a file beside it.
"""

import pathlib
import re
import sys
import xml.etree.ElementTree

CASES = pathlib.Path("tests/cli")
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
LOADING = {"script", "link", "img", "image", "iframe", "object", "embed", "audio", "video", "source", "use", "base", "form"}
ELSEWHERE = re.compile(r"^[a-z][a-z0-9+.-]*:|^//", re.IGNORECASE)
LOADING_STYLE = re.compile(r"url\(|@import", re.IGNORECASE)


def local(tag):
    """An element's name without its name space."""
    return tag.rsplit("}", 1)[-1]


def attribute_faults(element, ids):
    """What is wrong with the attributes of one element."""
    for key, value in element.attrib.items():
        name = local(key)
        if name.lower().startswith("on") or name in ("src", "srcset", "srcdoc", "action"):
            yield f"<{local(element.tag)}> has {name}"
        if name == "href" and ELSEWHERE.search(value):
            yield f"a link leads elsewhere: {value[:60]}"
        if name == "href" and value.startswith("#") and value[1:] not in ids:
            yield f"{value} leads nowhere"
        if name in ("aria-labelledby", "aria-describedby"):
            yield from (f"{name} names {part}, which is nowhere" for part in value.split() if part not in ids)
        if name == "style" and LOADING_STYLE.search(value):
            yield "a style loads something"


def page_faults(root):
    """What a page must have."""
    found = {local(element.tag): element for element in root.iter()}
    policies = [e.attrib.get("content") for e in root.iter() if e.attrib.get("http-equiv")]
    if policies != [POLICY]:
        yield f"its policy is {policies}"
    if not (found.get("title") is not None and root.find(".//{*}head/{*}title").text):
        yield "it has no title"
    if root.attrib.get("lang") != "en":
        yield "it does not say its language"
    if sum(local(e.tag) == "h1" for e in root.iter()) != 1:
        yield "it has not one h1"
    for picture in (e for e in root.iter() if local(e.tag) == "svg"):
        if picture.attrib.get("role") != "img" or not picture.attrib.get("aria-labelledby"):
            yield "a picture says nothing to those who hear it"


def problems(text):
    """Sentences about one page or picture."""
    try:
        root = xml.etree.ElementTree.fromstring(text)
    except xml.etree.ElementTree.ParseError as error:
        return [f"not well formed: {error}"]
    names = [e.attrib["id"] for e in root.iter() if "id" in e.attrib]
    found = [f"id {name} is there twice" for name in sorted({n for n in names if names.count(n) > 1})]
    for element in root.iter():
        if local(element.tag).lower() in LOADING:
            found.append(f"<{local(element.tag)}> loads something")
        if local(element.tag) == "style" and LOADING_STYLE.search(element.text or ""):
            found.append("its style loads something")
        found.extend(attribute_faults(element, set(names)))
    if local(root.tag) == "html":
        found.extend(page_faults(root))
    return found


def cases():
    """Pairs (case, its page or picture)."""
    for out in sorted(CASES.glob("*.out")):
        text = out.read_text(encoding="utf-8")
        if text.startswith(("<!DOCTYPE html>", "<svg", "<?xml")):
            yield out.name, text


def self_test():
    """What this check would miss if it could not fail."""
    broken = {
        "<html lang='en'><body></body></html>": "policy",
        "<svg><script/></svg>": "<script> loads",
        "<svg onload='x'/>": "onload",
        "<svg><a href='https://x.example/'/></svg>": "elsewhere",
        "<svg><a href='#gone'/></svg>": "nowhere",
        "<svg><style>a{b:url(x)}</style></svg>": "style loads",
        "<svg><p id='a'/><p id='a'/></svg>": "twice",
        "<svg><br></svg>": "not well formed",
    }
    return [text for text, word in broken.items() if not any(word in problem for problem in problems(text))]


def main():
    missed = self_test()
    for text in missed:
        print(f"not found out: {text}")
    passed, failed = 0, len(missed)
    for name, text in cases():
        found = problems(text)
        for problem in found[:5]:
            print(f"{name}: {problem}")
        failed += bool(found)
        passed += not found
    if passed + failed == 0:
        print("no golden page")
        failed = 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
